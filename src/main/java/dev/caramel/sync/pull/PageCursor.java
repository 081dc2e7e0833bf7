package dev.caramel.sync.pull;

import dev.caramel.sugar.value.RecordPage;
import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sugar.value.SugarTimes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a walk over pages stands. Pages are asked for by key: by id, or by date and id. Ids are
 * sent back as Sugar gave them and never ordered here, because their order is the database's
 * (reference 4.9). Where Sugar refuses a filter on ids, the place is an offset, and pages overlap.
 * Where a page has no key to go on behind (it is empty although Sugar has more, because rows
 * vanished between requests, or its last record has no date), an offset counts on from the last
 * key.
 *
 * <p>A walk may be bounded by an id of the source: it ends with that record. So the source can be
 * walked in several ranges side by side. Whatever the database's order is, the ranges between ids
 * that are given one after another cover all records: of any record, there is a first bound that it
 * does not lie behind. In an order other than theirs some ranges are empty, and others overlap.
 *
 * @param order {@code id}, or {@code date} for date and id
 * @param lastId id of the last record that was read; null before the first page
 * @param lastModified its date, with the order {@code date}; before the first page where to begin
 * @param offset rows to skip behind that key, or of all where keys can't be used
 * @param upTo id that the walk ends with; null where it ends with the source
 */
record PageCursor(
    Order order,
    @Nullable String lastId,
    @Nullable String lastModified,
    int offset,
    @Nullable String upTo) {
  static final int OVERLAP = 50;

  enum Order {
    ID,
    DATE
  }

  static PageCursor byId() {
    return new PageCursor(Order.ID, null, null, 0, null);
  }

  /** The records behind one id up to another; null for those of the source's own ends. */
  static PageCursor between(@Nullable String id, @Nullable String upTo) {
    return new PageCursor(Order.ID, id, null, 0, upTo);
  }

  static PageCursor byDate(Instant from) {
    return new PageCursor(Order.DATE, null, SugarTimes.write(from), 0, null);
  }

  /**
   * The place behind a page; only to be asked for where there is more.
   *
   * @throws PullFailed if Sugar did not move on, so that the walk would never end
   */
  PageCursor behind(RecordPage page, boolean byKey) {
    List<SourceRecord> records = page.records();
    if (records.isEmpty()) {
      return atOffset(page.nextOffset());
    }
    if (!byKey) {
      return atOffset(Math.max(offset + 1, page.nextOffset() - OVERLAP));
    }
    SourceRecord last = records.get(records.size() - 1);
    Instant modified = last.modified();
    if (order == Order.DATE && modified == null) {
      return atOffset(page.nextOffset());
    }
    return behind(last.id(), order == Order.DATE ? SugarTimes.write(modified) : lastModified);
  }

  /** The place behind a record. */
  PageCursor behind(String id, @Nullable String modified) {
    if (id.equals(lastId) && Objects.equals(modified, lastModified)) {
      throw new PullFailed("Sugar answered the same page again instead of the one behind it");
    }
    return new PageCursor(order, id, modified, 0, upTo);
  }

  /** The place this many rows behind the same key. */
  PageCursor atOffset(int next) {
    if (next <= offset) {
      throw new PullFailed(
          "Sugar says that there are more records behind an empty page, but not where: its next"
              + " offset is %,d after %,d".formatted(next, offset));
    }
    return new PageCursor(order, lastId, lastModified, next, upTo);
  }
}
