package dev.caramel.sandbox.data;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of a module that are all written out in a data file. */
final class StockRows implements Rows {

  private final List<OddRow> rows;
  private final IdLayout ids;
  private final Function<OddRow.Tie, Address> addresses;

  StockRows(List<OddRow> rows, Function<OddRow.Tie, Address> addresses) {
    this.rows = rows;
    this.ids = new IdLayout(rows.stream().map(OddRow::id).toList(), 0, List.of(), 0);
    this.addresses = addresses;
  }

  @Override
  public IdLayout ids() {
    return ids;
  }

  @Override
  public Function<String, @Nullable Object> values(int index) {
    return rows.get(index).fields()::get;
  }

  @Override
  public long dateModified(int index) {
    Object modified = rows.get(index).fields().get("date_modified");
    return modified instanceof Instant instant ? instant.getEpochSecond() : 0;
  }

  @Override
  public List<Address> addresses(int index) {
    return rows.get(index).addresses().stream().map(addresses).toList();
  }

  @Override
  public List<String> teams(int index) {
    List<String> own = rows.get(index).teams();
    return own.isEmpty() ? List.of("1") : own;
  }

  OddRow row(int index) {
    return rows.get(index);
  }

  List<OddRow> rows() {
    return rows;
  }
}
