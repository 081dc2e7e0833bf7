package dev.caramel.sandbox.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One module with its fields and links, as one release of Sugar has it.
 *
 * @param name the plural key of REST: {@code Leads}, {@code Prospects}, ...
 * @param singular the bean's name: {@code Lead}, {@code Prospect}, ...
 * @param fields the fields by name, in the order of the metadata; not to be changed
 * @param links the links by name
 */
public record SugarModule(
    String name,
    String singular,
    LinkedHashMap<String, SugarField> fields,
    Map<String, SugarLink> links) {

  /**
   * Finds a field.
   *
   * @param field the field's name
   * @return the field, or null if the module has none of that name
   */
  public @Nullable SugarField field(String field) {
    return fields.get(field);
  }
}
