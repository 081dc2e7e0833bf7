package dev.caramel.sandbox.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.catalog.SugarField;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a data file says into the canonical value of a field.
 *
 * @param newest what the word {@code newest} stands for in datetimes
 * @param draws knows the ids that a text such as {@code @Accounts/0} stands for
 */
record Values(Instant newest, Draws draws) {

  /**
   * The value of a field. Text in a number stays text, since Sugar lets it through. {@code
   * {"repeat": "x", "times": 3}} is "xxx"; datetimes may be {@code newest} or {@code
   * newest-<seconds>}.
   */
  @Nullable Object of(@Nullable SugarField field, JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isObject()) {
      return node.path("repeat").asText().repeat(node.path("times").asInt());
    }
    if (node.isArray()) {
      return List.copyOf(Arrays.asList(Region.texts(node)));
    }
    if (node.isBoolean()) {
      return node.asBoolean();
    }
    String type = field == null ? "varchar" : field.type();
    return switch (type) {
      case "int" -> node.isNumber() ? (Object) node.asLong() : node.asText();
      case "decimal", "currency" -> new java.math.BigDecimal(node.asText());
      case "float" -> node.asDouble();
      case "datetime", "datetimecombo" -> instant(node.asText());
      default -> reference(node.asText());
    };
  }

  /** A text, or the id of "@module/number" or "@module/NAME"; nothing if there are no such rows. */
  private @Nullable String reference(String text) {
    if (!text.matches("@[A-Z][a-z]+/\\w+")) {
      return text;
    }
    String[] parts = text.substring(1).split("/");
    return switch (parts[0]) {
      case "Leads" -> OddLead.valueOf(parts[1]).id();
      case "Contacts" -> OddContact.valueOf(parts[1]).id();
      default -> {
        int number = Integer.parseInt(parts[1]);
        yield number < draws.layout(parts[0]).drawn() ? draws.id(parts[0], number) : null;
      }
    };
  }

  private Instant instant(String text) {
    if (!text.startsWith("newest")) {
      return Instant.parse(text);
    }
    String seconds = text.substring("newest".length());
    return seconds.isEmpty() ? newest : newest.plusSeconds(Long.parseLong(seconds));
  }
}
