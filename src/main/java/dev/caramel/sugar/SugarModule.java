package dev.caramel.sugar;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * A module of one Sugar, as its metadata tells it to our user.
 *
 * @param name key of the module in REST: {@code Prospects}
 * @param label what people call it: {@code Targets}
 * @param fields fields by name, in Sugar's order
 */
public record SugarModule(String name, String label, Map<String, SugarField> fields) {
  /** The field of that name, if the module has it and the user may read it. */
  public Optional<SugarField> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** All fields, in Sugar's order. */
  public Collection<SugarField> allFields() {
    return fields.values();
  }
}
