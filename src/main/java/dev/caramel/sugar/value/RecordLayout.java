package dev.caramel.sugar.value;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which fields of a record are read, and what each holds.
 *
 * @param fields fields in the order of the columns
 * @param extras further fields that are asked for, such as {@code team_name}
 */
public record RecordLayout(List<Field> fields, Set<String> extras) {
  /** A field that a column is mapped to. */
  public record Field(String name, ValueKind kind) {}

  /** Names for Sugar's argument {@code fields}: always sent, for a record is large without. */
  public List<String> asked() {
    Set<String> names = new LinkedHashSet<>();
    names.add("id");
    names.add("date_modified");
    fields.forEach(field -> names.add(field.name()));
    names.add("email");
    names.addAll(extras);
    return List.copyOf(names);
  }

  Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      places.put(fields.get(i).name(), i);
    }
    return places;
  }
}
