package dev.caramel.score;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.api.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one value, as profile rules and segments have it. What each word means is the SQL
 * function {@code meets}.
 *
 * @param word one of {@link #WORDS}
 * @param value what the value is compared with: text, a number or a boolean; an array for {@code
 *     in}; null for {@code empty} and {@code not-empty}
 */
public record Condition(String word, @Nullable JsonNode value) {
  /** All words that a condition may be. */
  public static final List<String> WORDS =
      List.of(
          "equals",
          "not-equals",
          "contains",
          "starts-with",
          "greater",
          "less",
          "empty",
          "not-empty",
          "in");

  /**
   * Reads a condition, and tells what is wrong with it.
   *
   * @param place where it stands in the body, such as {@code profile[0]}
   * @param word what stood under {@code condition}; a blank may stand for the dash
   * @param value what stood under {@code value}
   * @param mistakes is told all that is wrong
   * @return the condition, or null if something is wrong
   */
  public static @Nullable Condition read(
      String place,
      @Nullable String word,
      @Nullable JsonNode value,
      Consumer<Refusal.Mistake> mistakes) {
    String plain =
        word == null ? "" : word.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "-");
    if (!WORDS.contains(plain)) {
      mistakes.accept(
          new Refusal.Mistake(
              place + ".condition",
              "\"condition\" may be %s, not \"%s\"."
                  .formatted(String.join(", ", WORDS), word == null ? "" : word)));
      return null;
    }
    JsonNode wanted = value == null || value.isNull() ? null : value;
    String wrong = wrongValue(plain, wanted);
    if (wrong != null) {
      mistakes.accept(new Refusal.Mistake(place + ".value", wrong));
      return null;
    }
    return new Condition(plain, wanted);
  }

  private static @Nullable String wrongValue(String word, @Nullable JsonNode value) {
    return switch (word) {
      case "empty", "not-empty" ->
          value == null ? null : "\"" + word + "\" takes no \"value\": leave it out.";
      case "in" ->
          value != null && value.isArray() && !value.isEmpty() && allPlain(value)
              ? null
              : "\"value\" of \"in\" is to be an array of texts or numbers.";
      default ->
          value != null && isPlain(value)
              ? null
              : "\"value\" of \"" + word + "\" is to be text, a number, true or false.";
    };
  }

  private static boolean allPlain(JsonNode values) {
    for (JsonNode value : values) {
      if (!isPlain(value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(JsonNode value) {
    boolean text = value.isTextual() && !value.asText().isEmpty();
    return (text && value.asText().indexOf('\0') < 0) || value.isNumber() || value.isBoolean();
  }
}
