package dev.caramel.sync.pull;

import dev.caramel.sugar.value.RecordPage;
import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sugar.value.SugarTimes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a walk over pages stands. Pages are asked for by key: by id, or by date and id. Ids are
 * sent back as Sugar gave them and never ordered here, because their order is the database's
 * (reference 4.9). Where Sugar refuses a filter on ids, the place is an offset, and pages overlap.
 *
 * @param order {@code id}, or {@code date} for date and id
 * @param lastId id of the last record that was read; null before the first page
 * @param lastModified its date, with the order {@code date}; before the first page where to begin
 * @param offset rows to skip, where keys can't be used
 */
record PageCursor(Order order, @Nullable String lastId, @Nullable String lastModified, int offset) {
  static final int OVERLAP = 50;

  enum Order {
    ID,
    DATE
  }

  static PageCursor byId() {
    return new PageCursor(Order.ID, null, null, 0);
  }

  static PageCursor byDate(Instant from) {
    return new PageCursor(Order.DATE, null, SugarTimes.write(from), 0);
  }

  /** The place behind a page; only to be asked for where there is more. */
  PageCursor behind(RecordPage page, boolean byKey) {
    List<SourceRecord> records = page.records();
    if (!byKey) {
      int next = Math.max(offset + 1, page.nextOffset() - OVERLAP);
      return new PageCursor(order, lastId, lastModified, next);
    }
    SourceRecord last = records.get(records.size() - 1);
    Instant modified = last.modified();
    return new PageCursor(
        order,
        last.id(),
        order == Order.DATE && modified != null ? SugarTimes.write(modified) : lastModified,
        0);
  }
}
