package dev.caramel.sync.pull;

import dev.caramel.sugar.SugarRequest;
import dev.caramel.sugar.value.RecordPage;
import dev.caramel.sugar.value.SourceRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Reads records by their ids, in full: those that a run was limited to, those whose rejections are
 * tried again, and those that a sweep found to differ.
 */
@Component("namedRecords")
public class NamedRecords {
  private final SweepRows rows;
  private final PagePreparation preparation;
  private final PageWrites writes;
  private final RemovalCandidates candidates;
  private final PullRejections rejections;
  private final PullSettings settings;

  NamedRecords(
      SweepRows rows,
      PagePreparation preparation,
      PageWrites writes,
      RemovalCandidates candidates,
      PullRejections rejections,
      PullSettings settings) {
    this.rows = rows;
    this.preparation = preparation;
    this.writes = writes;
    this.candidates = candidates;
    this.rejections = rejections;
    this.settings = settings;
  }

  /** Takes the next ids; there are none if the pull says so afterwards. */
  public void choose(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    pull.run.goOn();
    if (!pull.again.isEmpty()) {
      pull.asked = pull.again;
      pull.again = List.of();
      return;
    }
    pull.asked = pull.named.stream().limit(settings.idsAtOnce(pull.source)).toList();
    pull.asked.forEach(pull.named::remove);
    if (pull.asked.isEmpty() && pull.isSweeping() && pull.sweptAll) {
      pull.asked = rows.differing(pull, pull.namedAfter, settings.idsAtOnce(pull.source));
      if (!pull.asked.isEmpty()) {
        pull.namedAfter = pull.asked.get(pull.asked.size() - 1);
      }
    }
    pull.moreNamed = !pull.asked.isEmpty();
  }

  /** The request for the chosen ids. */
  public SugarRequest<RecordPage> next(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    return pull.source.named(pull.asked, pull.layout);
  }

  /** Applies the records that came; the members of those that did not may have left. */
  public void apply(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    RecordPage page = Answers.page(exchange);
    long met = pull.recordsMet;
    writes.apply(pull, preparation.prepare(pull, page.records()), List.of());
    pull.recordsMet = met;
    Set<String> missing = new HashSet<>(pull.asked);
    page.records().stream().map(SourceRecord::id).forEach(missing::remove);
    if (page.hasMore() && !missing.isEmpty()) {
      if (page.records().isEmpty()) {
        throw new PullFailed("Sugar answered an empty page and said that there is more");
      }
      // The page was capped: what did not come says nothing, and is asked for again.
      pull.again = List.copyOf(missing);
      missing.clear();
    }
    List<String> gone = new ArrayList<>(missing);
    candidates.left(pull, gone, null);
    if (!pull.dry()) {
      rejections.settle(pull, gone);
    }
  }
}
