package dev.caramel.sugar.value;

import java.util.List;

/**
 * One page of records.
 *
 * @param records records that could be read, in Sugar's order
 * @param broken how many entries of the page were no records (without an id)
 * @param nextOffset Sugar's next offset, -1 when there is no further page (reference 4.4)
 */
public record RecordPage(List<SourceRecord> records, int broken, int nextOffset) {
  /** Whether Sugar has more behind this page. */
  public boolean hasMore() {
    return nextOffset >= 0;
  }
}
