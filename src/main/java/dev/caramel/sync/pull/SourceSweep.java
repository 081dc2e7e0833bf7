package dev.caramel.sync.pull;

import dev.caramel.sugar.SugarRequest;
import dev.caramel.sugar.value.RecordLayout;
import dev.caramel.sugar.value.RecordPage;
import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sync.run.RunCounts;
import dev.caramel.sync.run.RunFence;
import java.util.List;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Sweeps the ids and dates of the whole source, to find what left, what came back, and what a pull
 * by time missed.
 */
@Component("sourceSweep")
public class SourceSweep {
  private final SweepRows rows;
  private final RunFence fence;

  SourceSweep(SweepRows rows, RunFence fence) {
    this.rows = rows;
    this.fence = fence;
  }

  /** Begins at the first id. */
  public void begin(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    pull.beginPages(PageCursor.byId());
    pull.recordsMet = 0;
  }

  /** The request for the next page of ids. */
  public SugarRequest<RecordPage> next(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    pull.run.goOn();
    return pull.source.page(pull.cursor, new RecordLayout(List.of(), pull.source.extras()));
  }

  /** Keeps the ids of the page. */
  public void apply(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    RecordPage page = Answers.page(exchange);
    List<SourceRecord> ofSource = page.records().stream().filter(pull.source::holds).toList();
    if (!ofSource.isEmpty()) {
      rows.keep(pull.sweep, ofSource);
    }
    pull.recordsMet += ofSource.size();
    pull.morePages = page.hasMore();
    if (pull.morePages) {
      pull.cursor = pull.cursor.behind(page, pull.source.byKey());
    } else {
      finish(pull);
    }
  }

  private void finish(Pull pull) {
    pull.sweptAll = true;
    pull.moreNamed = true;
    pull.namedAfter = "";
    if (!pull.rules().add()) {
      RunCounts.Page counts = new RunCounts.Page();
      counts.skipped = Math.max(0, rows.notAdded(pull) - pull.keptOut);
      fence.count(pull.run, counts);
    }
  }
}
