package dev.caramel.sandbox.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.SugarError;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a client sends for what the column can hold, as laxly as Sugar does (reference 5.4):
 * nothing is refused but a date that cannot be read.
 */
final class ValueReader {

  /** What of a text stays in a column of numbers. */
  private static final int NUMBER_WIDTH = 10;

  private final Instance instance;
  private final ZoneId zone;

  ValueReader(Instance instance, ZoneId zone) {
    this.instance = instance;
    this.zone = zone;
  }

  @Nullable Object read(SugarField field, JsonNode value) {
    if (value.isNull()) {
      return field.type().equals("bool") ? Boolean.FALSE : null;
    }
    String text = value.isValueNode() ? value.asText() : value.toString();
    return switch (field.type()) {
      case "bool" -> value.isBoolean() ? value.booleanValue() : text.matches("1|true|on|yes");
      case "int", "integer", "long", "tinyint" -> whole(text);
      case "float", "double" -> real(text);
      case "decimal", "currency" -> decimal(text);
      case "date" -> text.isEmpty() ? null : date(text);
      case "datetime", "datetimecombo" -> text.isEmpty() ? null : moment(text);
      case "multienum" -> keys(value);
      default -> cut(text, field.len());
    };
  }

  private static @Nullable Object whole(String text) {
    if (text.isEmpty()) {
      return null;
    }
    BigDecimal number = number(text);
    return number == null ? cut(text, NUMBER_WIDTH) : (Object) number.longValue();
  }

  private static @Nullable Object real(String text) {
    BigDecimal number = number(text);
    return number == null ? null : number.doubleValue();
  }

  private static @Nullable Object decimal(String text) {
    if (text.isEmpty()) {
      return null;
    }
    BigDecimal number = number(text);
    return number == null ? BigDecimal.ZERO : number;
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return new BigDecimal(text.trim());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private @Nullable String date(String text) {
    try {
      return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text).toString();
    } catch (DateTimeException e) {
      return refusedDate();
    }
  }

  private @Nullable Object moment(String text) {
    try {
      String iso = text.replace(' ', 'T');
      Instant instant =
          iso.length() == 10
              ? LocalDate.parse(iso).atStartOfDay(zone).toInstant()
              : iso.matches(".*(Z|[+-]\\d{2}:\\d{2})")
                  ? OffsetDateTime.parse(iso).toInstant()
                  : LocalDateTime.parse(iso).atZone(zone).toInstant();
      return instant.truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException e) {
      return refusedDate();
    }
  }

  private @Nullable String refusedDate() {
    if (instance.on(Switch.WRONG_DATES_BECOME_EMPTY)) {
      return null;
    }
    // The bare text, which names no field (reference 4.9).
    throw new SugarError("invalid_parameter");
  }

  private static List<String> keys(JsonNode value) {
    List<String> keys = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(key -> keys.add(key.asText()));
    } else {
      for (String key : value.asText().split(",")) {
        String bare = key.replace("^", "");
        if (!bare.isEmpty()) {
          keys.add(bare);
        }
      }
    }
    return keys;
  }

  private static String cut(String text, @Nullable Integer length) {
    int characters = text.codePointCount(0, text.length());
    return length == null || characters <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, length));
  }
}
