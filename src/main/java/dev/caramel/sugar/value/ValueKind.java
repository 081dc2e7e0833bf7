package dev.caramel.sugar.value;

import java.util.Locale;

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
