package dev.caramel.sandbox.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.catalog.SugarField;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the values of a field compare in the database. */
enum Kind {
  /** By the collation: without case. */
  TEXT,
  /** By size; text in a number counts as 0, as in MySQL. */
  NUMBER,
  /** True after false. */
  BOOL,
  /** By day. */
  DATE,
  /** By second. */
  MOMENT,
  /** Each of its keys, as text. */
  KEYS;

  static Kind of(SugarField field) {
    return switch (field.type()) {
      case "int", "integer", "long", "tinyint", "decimal", "currency", "float", "double" -> NUMBER;
      case "bool" -> BOOL;
      case "date" -> DATE;
      case "datetime", "datetimecombo" -> MOMENT;
      case "multienum" -> KEYS;
      default -> TEXT;
    };
  }

  /** Reads a value of a filter into what {@link #comparable} gives for rows. */
  Comparable<?> operand(JsonNode node, ZoneId zone) {
    String text = node.asText();
    return switch (this) {
      case NUMBER -> number(text);
      case BOOL -> node.isBoolean() ? node.booleanValue() : text.equals("1") || text.equals("true");
      case DATE -> DateWords.day(text).toString();
      case MOMENT -> DateWords.moment(text, zone);
      case TEXT, KEYS -> fold(text);
    };
  }

  /** Makes a row's value comparable; null stays null. */
  @Nullable Comparable<?> comparable(@Nullable Object value) {
    if (value == null) {
      return this == BOOL ? Boolean.FALSE : null;
    }
    return switch (this) {
      case NUMBER -> number(value.toString());
      case BOOL -> value instanceof Boolean flag ? flag : value.toString().equals("1");
      case MOMENT -> value instanceof Instant instant ? instant : null;
      case DATE -> value.toString().isEmpty() ? null : value.toString();
      case TEXT, KEYS -> fold(value.toString());
    };
  }

  static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text.trim()).stripTrailingZeros();
    } catch (NumberFormatException e) {
      return BigDecimal.ZERO;
    }
  }
}
