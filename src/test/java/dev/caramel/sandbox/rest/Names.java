package dev.caramel.sandbox.rest;

import dev.caramel.sandbox.store.Row;
import dev.caramel.sandbox.store.Store;
import java.util.HashMap;
import java.util.Map;

/** The names of related records, each looked up once in a request. */
final class Names {

  private final Store store;
  private final Map<String, String> known = new HashMap<>();

  Names(Store store) {
    this.store = store;
  }

  /** The name by which a record is shown. */
  static String of(Row row) {
    String last = row.text("last_name");
    String first = row.text("first_name");
    if (last.isEmpty() && first.isEmpty()) {
      return row.text("name");
    }
    return first.isEmpty() || last.isEmpty() ? first + last : first + ' ' + last;
  }

  /** The name of another record, empty if there is none. */
  String of(String module, String id) {
    if (id.isEmpty()) {
      return "";
    }
    return known.computeIfAbsent(
        module + '/' + id,
        key -> {
          Row row = store.live(module, id);
          return row == null ? "" : of(row);
        });
  }
}
