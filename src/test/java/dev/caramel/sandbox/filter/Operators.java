package dev.caramel.sandbox.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.http.SugarError;
import dev.caramel.sandbox.store.Collation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The operators of reference 4.3, as tests of one value. Null and the empty text are alike to
 * {@code $equals ""}, {@code $is_null} and {@code $empty}; {@code $not_equals} and {@code $not_in}
 * match null, {@code $gt} and its like do not. (The last two are assumptions, reference 4.9.)
 */
final class Operators {

  private final Kind kind;
  private final ZoneId zone;
  private final LocalDate today;

  Operators(Kind kind, ZoneId zone, LocalDate today) {
    this.kind = kind;
    this.zone = zone;
    this.today = today;
  }

  /** Makes the test of one operator. */
  Predicate<@Nullable Object> test(String operator, JsonNode value) {
    return switch (operator) {
      case "$equals" -> equal(value);
      case "$not_equals" -> equal(value).negate();
      case "$in" -> in(value);
      case "$not_in" -> in(value).negate();
      case "$starts" -> text(value, String::startsWith);
      case "$ends" -> text(value, String::endsWith);
      case "$contains" -> text(value, String::contains);
      case "$not_contains" -> text(value, String::contains).negate();
      case "$gt" -> compared(value, c -> c > 0);
      case "$gte" -> compared(value, c -> c >= 0);
      case "$lt" -> compared(value, c -> c < 0);
      case "$lte" -> compared(value, c -> c <= 0);
      case "$between" ->
          compared(pair(value, 0), c -> c >= 0).and(compared(pair(value, 1), c -> c <= 0));
      case "$dateBetween" ->
          days(DateWords.day(pair(value, 0).asText()), DateWords.day(pair(value, 1).asText()));
      case "$dateRange" -> {
        LocalDate[] range = DateWords.range(value.asText(), today);
        yield days(range[0], range[1]);
      }
      case "$is_null", "$empty" -> Operators::empty;
      case "$not_null", "$not_empty" -> v -> !empty(v);
      default -> daysAway(operator, value);
    };
  }

  private Predicate<@Nullable Object> daysAway(String operator, JsonNode value) {
    int days = value.asInt();
    return switch (operator) {
      case "$last_x_days" -> days(today.minusDays(days - 1L), today);
      case "$next_x_days" -> days(today, today.plusDays(days - 1L));
      case "$more_x_days_ago", "$more_than_x_days_ago" ->
          days(LocalDate.of(1, 1, 1), today.minusDays(days + 1L));
      case "$more_x_days_ahead", "$more_than_x_days_ahead" ->
          days(today.plusDays(days + 1L), LocalDate.of(9999, 12, 31));
      default -> throw new SugarError("invalid_parameter.operator", operator);
    };
  }

  private Predicate<@Nullable Object> equal(JsonNode value) {
    if (value.isNull() || value.asText().isEmpty() && value.isValueNode()) {
      return kind == Kind.BOOL ? v -> !Boolean.TRUE.equals(v) : Operators::empty;
    }
    return value.isArray() ? in(value) : in(List.of(value));
  }

  private Predicate<@Nullable Object> in(Iterable<JsonNode> values) {
    if (values instanceof JsonNode node && !node.isArray()) {
      throw new SugarError("invalid_parameter");
    }
    Set<Comparable<?>> wanted = new HashSet<>();
    boolean blank = false;
    for (JsonNode value : values) {
      boolean isBlank = value.isNull() || value.asText().isEmpty();
      blank |= isBlank;
      if (!isBlank) {
        wanted.add(kind.operand(value, zone));
      }
    }
    boolean matchesBlank = blank;
    return v -> {
      if (v instanceof Collection<?> keys) {
        return keys.stream().anyMatch(key -> wanted.contains(Kind.fold(key.toString())));
      }
      if (kind != Kind.BOOL && empty(v)) {
        return matchesBlank;
      }
      Comparable<?> comparable = kind.comparable(v);
      return comparable != null && wanted.contains(comparable);
    };
  }

  private Predicate<@Nullable Object> text(JsonNode value, TextTest test) {
    String wanted = Kind.fold(value.asText());
    return v -> {
      if (v instanceof Collection<?> keys) {
        return keys.stream().anyMatch(key -> test.test(Kind.fold(key.toString()), wanted));
      }
      return v != null && test.test(Kind.fold(v.toString()), wanted);
    };
  }

  private Predicate<@Nullable Object> compared(JsonNode value, Order order) {
    return compared(kind.operand(value, zone), order);
  }

  @SuppressWarnings("unchecked")
  private Predicate<@Nullable Object> compared(Comparable<?> operand, Order order) {
    return v -> {
      if (empty(v) && kind != Kind.BOOL) {
        return false;
      }
      Comparable<?> own = kind.comparable(v);
      if (own == null) {
        return false;
      }
      // Both sides come from the same kind.
      int result =
          own instanceof String text
              ? Collation.ORDER.compare(text, operand.toString())
              : ((Comparable<Object>) own).compareTo(operand);
      return order.fits(result);
    };
  }

  private Predicate<@Nullable Object> days(LocalDate first, LocalDate last) {
    if (kind == Kind.MOMENT) {
      Instant from = first.atStartOfDay(zone).toInstant();
      Instant until = last.plusDays(1).atStartOfDay(zone).toInstant();
      return compared(from, c -> c >= 0).and(compared(until, c -> c < 0));
    }
    return compared(first.toString(), c -> c >= 0).and(compared(last.toString(), c -> c <= 0));
  }

  private static JsonNode pair(JsonNode value, int index) {
    if (!value.isArray() || value.size() != 2) {
      throw new SugarError("invalid_parameter");
    }
    return value.get(index);
  }

  private static boolean empty(@Nullable Object value) {
    return value == null
        || value instanceof String text && text.isEmpty()
        || value instanceof Collection<?> keys && keys.isEmpty();
  }

  private interface TextTest {
    boolean test(String own, String wanted);
  }

  private interface Order {
    boolean fits(int comparison);
  }
}
