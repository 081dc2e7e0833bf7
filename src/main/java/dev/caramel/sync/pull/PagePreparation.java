package dev.caramel.sync.pull;

import dev.caramel.sugar.value.SourceRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Makes ready what an answer brought: everything that can be done before the page's transaction
 * begins. What is not of the source is set aside, the rest passes the transform.
 */
@Component
class PagePreparation {
  private final HeldMembers held;
  private final TransformStep transform;
  private final NewMembers newMembers;

  PagePreparation(HeldMembers held, TransformStep transform, NewMembers newMembers) {
    this.held = held;
    this.transform = transform;
    this.newMembers = newMembers;
  }

  /** Makes records ready that were read in full. */
  PageContent prepare(Pull pull, Collection<SourceRecord> read) {
    // A record that comes twice in one answer counts once: its last form.
    Map<String, SourceRecord> unique = new LinkedHashMap<>();
    read.forEach(record -> unique.put(record.id(), record));
    List<SourceRecord> records = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (SourceRecord record : unique.values()) {
      if (pull.source.holds(record)) {
        records.add(record);
      } else {
        left.add(record.id());
      }
    }
    List<SourceRecord> met = List.copyOf(records);
    Map<String, HeldMembers.Held> unchanged =
        pull.sync().transform() == null ? Map.of() : unchanged(pull, records);
    List<PullRejections.Rejected> rejected = transform.apply(pull, records, unchanged.keySet());
    return new PageContent(
        records, unchanged, met, left, rejected, newMembers.ahead(pull, records));
  }

  /** What the page before this one brings as well is held otherwise in a moment. */
  private Map<String, HeldMembers.Held> unchanged(Pull pull, List<SourceRecord> records) {
    Map<String, HeldMembers.Held> unchanged = held.unchanged(pull, records);
    if (!pull.isReadingEachOnce()) {
      unchanged.keySet().removeAll(pull.walk.idsBeingWritten());
    }
    return unchanged;
  }
}
