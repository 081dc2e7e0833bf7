package dev.caramel.sugar.value;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a Sugar field holds, as far as reading, comparing and SQL care (reference 4.5). */
public enum ValueKind {
  BOOLEAN("boolean"),
  INTEGER("bigint"),
  DECIMAL("numeric"),
  DATE("date"),
  DATETIME("timestamptz"),
  MULTI("text"),
  TEAMS("text"),
  TAGS("text"),
  EMAIL("text"),
  TEXT("text");

  private final String sqlType;

  ValueKind(String sqlType) {
    this.sqlType = sqlType;
  }

  /** Type of the field's column in a list's view. */
  public String sqlType() {
    return sqlType;
  }

  /**
   * Whether Sugar keeps two canonical values as the same: a flag that is not set is false, times
   * have whole seconds, and addresses have no case.
   */
  public boolean same(@Nullable Object one, @Nullable Object other) {
    return JsonText.same(kept(one), kept(other));
  }

  private @Nullable Object kept(@Nullable Object value) {
    return switch (this) {
      case BOOLEAN -> value == null ? Boolean.FALSE : value;
      case EMAIL -> value == null ? null : value.toString().toLowerCase(Locale.ROOT);
      case DATETIME -> {
        Instant time = value == null ? null : SugarTimes.read(value.toString());
        yield time == null ? value : time.truncatedTo(ChronoUnit.SECONDS).toString();
      }
      default -> value;
    };
  }

  /**
   * Sugar's type of a field that Sugar does not have (yet): a score is a number, also before the
   * package that brings its field is installed.
   */
  public static String typeOfMissing(String field) {
    return field.contains("lead_score") ? "int" : "varchar";
  }

  /**
   * Kind of a field.
   *
   * @param name name of the field: {@code email} and {@code team_name} have shapes of their own
   * @param type Sugar's type of the field; an unknown one is text
   */
  public static ValueKind of(String name, String type) {
    if (name.equals("team_name")) {
      return TEAMS;
    }
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "bool", "boolean" -> BOOLEAN;
      case "int", "integer", "tinyint", "smallint", "long", "short", "autoincrement" -> INTEGER;
      case "decimal", "decimal2", "currency", "float", "double" -> DECIMAL;
      case "date" -> DATE;
      case "datetime", "datetimecombo" -> DATETIME;
      case "multienum" -> MULTI;
      case "tag" -> TAGS;
      case "email" -> name.equals("email") ? EMAIL : TEXT;
      default -> TEXT;
    };
  }
}
