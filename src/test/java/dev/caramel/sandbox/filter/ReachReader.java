package dev.caramel.sandbox.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.store.Store;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which index a condition can use: ids, times, and the texts of addresses have one. */
final class ReachReader {

  private static final Set<String> COMPARISONS = Set.of("$equals", "$gt", "$gte", "$lt", "$lte");

  private final Store store;
  private final String module;
  private final ZoneId zone;

  ReachReader(Store store, String module, ZoneId zone) {
    this.store = store;
    this.module = module;
    this.zone = zone;
  }

  Reach of(String field, String operator, JsonNode value) {
    if (field.equals("id")) {
      return ofId(operator, value);
    }
    if (field.equals("date_modified") && value.isTextual()) {
      return ofTime(operator, value.asText());
    }
    boolean address = module.equals(Store.ADDRESSES) && field.startsWith("email_address");
    return address && (operator.equals("$equals") || operator.equals("$in"))
        ? Reach.ofIds(addressIds(value))
        : Reach.ALL;
  }

  private static Reach ofId(String operator, JsonNode value) {
    return switch (operator) {
      case "$equals", "$in" -> Reach.ofIds(texts(value));
      case "$gt" -> Reach.afterId(value.asText());
      default -> Reach.ALL;
    };
  }

  private Reach ofTime(String operator, String text) {
    if (text.isEmpty() || !COMPARISONS.contains(operator)) {
      return Reach.ALL;
    }
    Instant time = DateWords.moment(text, zone);
    Instant second = time.truncatedTo(ChronoUnit.SECONDS);
    Instant next = second.plusSeconds(1);
    return switch (operator) {
      case "$gt" -> Reach.between(next, null);
      case "$gte" -> Reach.between(second.equals(time) ? second : next, null);
      case "$equals" -> Reach.between(second, second);
      case "$lt", "$lte" -> Reach.between(null, second);
      default -> Reach.ALL;
    };
  }

  private Set<String> addressIds(JsonNode value) {
    Set<String> ids = new HashSet<>();
    for (String text : texts(value)) {
      String id = store.addresses().idOf(text);
      if (id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  static Set<String> texts(@Nullable JsonNode value) {
    Set<String> texts = new HashSet<>();
    if (value != null && value.isArray()) {
      value.forEach(v -> texts.add(v.asText()));
    } else if (value != null) {
      texts.add(value.asText());
    }
    return texts;
  }
}
