package dev.caramel.sandbox.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One field of a module as Sugar's metadata tells it (reference 7.3).
 *
 * @param name the field's key in records
 * @param type Sugar's type: {@code varchar}, {@code enum}, {@code datetime}, ...
 * @param len the greatest length in characters, or null where the metadata names none
 * @param source null or {@code db} for a column, {@code custom_fields} for a custom column, {@code
 *     non-db} for what is computed or linked
 * @param options the name of the dropdown list, or null
 * @param required what metadata says; Sugar's REST does not enforce it (reference 5.4)
 * @param readonly what metadata says; Sugar's REST does not always enforce it (reference 5.4)
 * @param attributes the raw keys in the order in which {@code /metadata} delivers them, those above
 *     included
 */
public record SugarField(
    String name,
    String type,
    @Nullable Integer len,
    @Nullable String source,
    @Nullable String options,
    boolean required,
    boolean readonly,
    Map<String, Object> attributes) {

  /**
   * Reads a definition from its raw keys.
   *
   * @param attributes the keys of reference 7.3; {@code name} and {@code type} are needed; {@code
   *     len} may be a number or a text of digits
   * @return the field
   */
  public static SugarField of(Map<String, Object> attributes) {
    return new SugarField(
        String.valueOf(attributes.get("name")),
        String.valueOf(attributes.get("type")),
        length(attributes.get("len")),
        text(attributes.get("source")),
        text(attributes.get("options")),
        flag(attributes.get("required")),
        flag(attributes.get("readonly")),
        attributes);
  }

  /**
   * Tells whether the database holds a column for this field; only such fields can be relied on in
   * a filter (reference 4.9).
   *
   * @return true if {@link #source} is null, {@code db} or {@code custom_fields}
   */
  public boolean stored() {
    return source == null || source.equals("db") || source.equals("custom_fields");
  }

  /**
   * The label key of the field.
   *
   * @return the {@code vname}, which {@code mod_strings} of the module translates, or the name
   */
  public String labelKey() {
    Object vname = attributes.get("vname");
    return vname == null ? name : vname.toString();
  }

  private static @Nullable Integer length(@Nullable Object len) {
    if (len instanceof Number number) {
      return number.intValue();
    }
    // A few relates carry a word here ("id"), as recorded in reference 8.1.
    return len != null && len.toString().matches("\\d+") ? Integer.valueOf(len.toString()) : null;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null || value.toString().isEmpty() ? null : value.toString();
  }

  private static boolean flag(@Nullable Object value) {
    return value != null && (value.equals(true) || value.toString().matches("1|true"));
  }
}
