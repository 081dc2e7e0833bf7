package dev.caramel.sandbox.filter;

import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.catalog.SugarModule;
import dev.caramel.sandbox.http.SugarError;
import dev.caramel.sandbox.store.Collation;
import dev.caramel.sandbox.store.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One key of an order.
 *
 * @param field the field
 * @param kind how its values compare
 * @param descending whether the largest comes first
 */
record SortKey(String field, Kind kind, boolean descending) {

  /** Reads {@code name:DESC,date_modified}; fields without a column are dropped. */
  static List<SortKey> read(SugarModule module, String text) {
    List<SortKey> keys = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",")) {
      String[] words = part.trim().split(":");
      SugarField field = module.field(words[0].trim());
      if (field == null) {
        // What an unknown field gets is not known (reference 4.9); this is an assumption.
        throw new SugarError("invalid_parameter.field", words[0].trim());
      }
      boolean descending = words.length > 1 && words[1].trim().equalsIgnoreCase("desc");
      if (field.stored()) {
        keys.add(new SortKey(field.name(), Kind.of(field), descending));
      }
    }
    return keys;
  }

  boolean is(String name, boolean downwards) {
    return field.equals(name) && descending == downwards;
  }

  /** Nulls come first, as in MySQL. */
  Comparator<Row> comparator() {
    Comparator<Row> order = this::compare;
    return descending ? order.reversed() : order;
  }

  @SuppressWarnings("unchecked")
  private int compare(Row left, Row right) {
    Comparable<?> a = kind.comparable(left.value(field));
    Comparable<?> b = kind.comparable(right.value(field));
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    if (a instanceof String text) {
      return Collation.ORDER.compare(text, b.toString());
    }
    // Both come from the same kind.
    return ((Comparable<Object>) a).compareTo(b);
  }
}
