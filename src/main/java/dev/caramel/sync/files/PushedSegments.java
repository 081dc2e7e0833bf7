package dev.caramel.sync.files;

import dev.caramel.list.SegmentUses;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.Syncs;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A push that is limited to a segment needs it. */
@Component
class PushedSegments implements SegmentUses {
  private final Syncs syncs;

  PushedSegments(Syncs syncs) {
    this.syncs = syncs;
  }

  @Override
  public List<String> of(String list, String segment) {
    return syncs
        .find(list)
        .flatMap(
            sync ->
                Optional.ofNullable(sync.definition())
                    .map(ListSync::push)
                    .map(ListSync.PushRules::segment)
                    .filter(named -> Objects.equals(named, segment))
                    .map(named -> "the push of the sync %s (%s)".formatted(list, sync.file())))
        .stream()
        .toList();
  }
}
