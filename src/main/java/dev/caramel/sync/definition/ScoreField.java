package dev.caramel.sync.definition;

import dev.caramel.sugar.SugarField;
import dev.caramel.sugar.SugarModule;
import dev.caramel.sugar.value.ValueKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why the push of a column is switched off, and what to do about it: its field is missing, or it is
 * the score and the field cannot take one. The pull goes on.
 */
public final class ScoreField {
  private ScoreField() {}

  /** Whether a field is that of the lead score, by its name, where no column has that role. */
  public static boolean isScore(String field) {
    return field.contains("lead_score");
  }

  /**
   * Judges the field of a pushed column.
   *
   * @param column name of the column
   * @param name name of the field
   * @param score whether the column is the lead score
   * @return a sentence that says what is wrong and what to do; empty if the push is on
   */
  public static Optional<String> off(
      String column, String name, SugarModule module, boolean score) {
    SugarField field = module.field(name).orElse(null);
    return Optional.ofNullable(why(name, field, module, score))
        .map(why -> "The push of \"%s\" is off: %s".formatted(column, why));
  }

  private static @Nullable String why(
      String name, @Nullable SugarField field, SugarModule module, boolean score) {
    if (field == null) {
      return "Sugar's %s has no field %s, or a role hides it from our user. %s. It begins by itself when the field is there; the pull goes on."
          .formatted(
              module.name(),
              name,
              score
                  ? "Install Caramel's package in Sugar (it is at /packages/), or add a field of the type Integer in Admin > Studio"
                  : "Add it in Admin > Studio, or map another field");
    }
    ValueKind kind = ValueKind.of(field.name(), field.type());
    if (score && kind != ValueKind.INTEGER && kind != ValueKind.DECIMAL) {
      return "Sugar's field %s of %s is of the type %s, and a score is a whole number (type int). Replace it in Admin > Studio, or map another field."
          .formatted(name, module.name(), field.type());
    }
    if (score && !field.writable()) {
      return "our user may not write Sugar's field %s of %s: it is read-only or calculated (Admin > Studio), or a role denies it (Admin > Role Management, Field Permissions)."
          .formatted(name, module.name());
    }
    return null;
  }
}
