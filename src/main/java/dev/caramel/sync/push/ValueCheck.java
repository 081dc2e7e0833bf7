package dev.caramel.sync.push;

import dev.caramel.sugar.value.SugarTimes;
import dev.caramel.sugar.value.ValueKind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a value against the field's metadata before it is sent, because Sugar itself accepts
 * nearly everything with 200: it cuts texts, keeps keys that no dropdown has, and puts words into
 * numbers (reference 5.4).
 */
final class ValueCheck {
  private ValueCheck() {}

  /** Why the value can't be sent; null if it can. */
  static @Nullable String reason(PushField to, @Nullable Object value) {
    if (!to.field().writable() || to.kind() == ValueKind.TEAMS) {
      return "Sugar does not take the field %s from our user: it is read-only or calculated, or a role denies writing it (Admin > Role Management); sent was nothing, the list has %s"
          .formatted(to.name(), quoted(value));
    }
    if (value == null) {
      return to.field().required()
          ? "the field %s is required in Sugar, and the list's value is empty".formatted(to.name())
          : null;
    }
    String type = type(to, value);
    return type != null ? type : to.keys().isEmpty() ? length(to, value) : key(to, value);
  }

  private static @Nullable String type(PushField to, Object value) {
    boolean fits =
        switch (to.kind()) {
          case BOOLEAN -> value instanceof Boolean;
          case INTEGER -> value instanceof Number number && whole(number);
          case DECIMAL -> value instanceof Number;
          case DATE -> isDate(value.toString());
          case DATETIME -> SugarTimes.read(value.toString()) != null;
          case EMAIL -> value.toString().matches("[^@\\s]+@[^@\\s]+");
          default -> true;
        };
    return fits
        ? null
        : "the field %s of Sugar is of the type %s, and %s is none"
            .formatted(to.name(), to.field().type(), quoted(value));
  }

  private static boolean whole(Number number) {
    try {
      long value = new java.math.BigDecimal(number.toString()).longValueExact();
      return value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
    } catch (ArithmeticException fraction) {
      return false;
    }
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text).getYear() > 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static @Nullable String key(PushField to, Object value) {
    List<?> keys = value instanceof List<?> several ? several : List.of(value);
    for (Object key : keys) {
      if (!to.keys().containsKey(key.toString())) {
        return "the dropdown %s of Sugar has no key %s; it has %s"
            .formatted(to.name(), quoted(key), String.join(", ", to.keys().keySet()));
      }
    }
    return null;
  }

  private static @Nullable String length(PushField to, Object value) {
    Integer most = to.field().length();
    boolean text = to.kind() == ValueKind.TEXT;
    int length = value.toString().codePointCount(0, value.toString().length());
    return text && most != null && length > most
        ? "the field %s of Sugar keeps %d characters, and %s has %d"
            .formatted(to.name(), most, quoted(value), length)
        : null;
  }

  /** A value as a rejection shows it: not longer than a line. */
  static String quoted(@Nullable Object value) {
    if (value == null) {
      return "nothing";
    }
    String text = value.toString();
    return '"' + (text.length() > 80 ? text.substring(0, 80) + "..." : text) + '"';
  }
}
