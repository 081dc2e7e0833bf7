package dev.caramel.sync.pull;

import dev.caramel.sugar.SugarRequest;
import dev.caramel.sugar.value.RecordPage;
import dev.caramel.sugar.value.SourceRecord;
import java.time.Instant;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Finds members whose records were deleted, by Sugar's tombstones (reference 4.8). */
@Component("deletedRecords")
public class DeletedRecords {
  private final RemovalCandidates candidates;

  DeletedRecords(RemovalCandidates candidates) {
    this.candidates = candidates;
  }

  /** Begins at the watermark. */
  public void begin(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    pull.beginPages(PageCursor.byDate(Objects.requireNonNullElse(pull.watermark, Instant.EPOCH)));
  }

  /** The request for the next page of tombstones. */
  public SugarRequest<RecordPage> next(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    pull.run.goOn();
    return pull.source.deleted(pull.cursor);
  }

  /** Takes the members of deleted records as leaving: a tombstone needs no second reading. */
  public void apply(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    RecordPage page = Answers.page(exchange);
    candidates.left(
        pull,
        page.records().stream().filter(SourceRecord::deleted).map(SourceRecord::id).toList(),
        "deleted");
    pull.morePages = page.hasMore();
    if (pull.morePages) {
      pull.cursor = pull.cursor.behind(page, pull.source.byKey());
    }
  }
}
