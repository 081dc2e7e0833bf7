package dev.caramel.sugar.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value of a record into its canonical form: null for what is empty (null, {@code ""},
 * {@code []} and {@code [""]} are alike, reference 4.5), {@link Boolean}, {@link Long}, {@link
 * BigDecimal} without padding, text, or a list of texts. A value that does not fit its type, such
 * as text in a number field, stays the text that it is.
 */
public final class ValueReader {
  private ValueReader() {}

  /**
   * Reads the value that the parser stands on, to its end.
   *
   * @param kind kind of the field
   * @param parser parser on the first token of the value
   * @return canonical value, null if empty
   * @throws IOException if the JSON is broken
   */
  public static @Nullable Object read(ValueKind kind, JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    switch (token) {
      case VALUE_NULL:
        return null;
      case VALUE_TRUE:
        return (kind == ValueKind.BOOLEAN || kind == ValueKind.TEXT) ? Boolean.TRUE : "1";
      case VALUE_FALSE:
        return (kind == ValueKind.BOOLEAN || kind == ValueKind.TEXT) ? Boolean.FALSE : null;
      case START_ARRAY:
        return array(kind, parser);
      case START_OBJECT:
        return raw(parser);
      default:
        return scalar(kind, parser.getText());
    }
  }

  /** Canonical form of a text, as a filter, a CSV cell or an answer of Sugar holds it. */
  public static @Nullable Object scalar(ValueKind kind, String text) {
    if (text.isEmpty()) {
      return null;
    }
    return switch (kind) {
      case BOOLEAN -> bool(text);
      case INTEGER -> integer(text);
      case DECIMAL -> decimal(text);
      case DATE -> date(text);
      case DATETIME -> dateTime(text);
      case MULTI -> multi(text);
      case TEAMS, TAGS -> List.of(text);
      case EMAIL, TEXT -> text;
    };
  }

  private static Object bool(String text) {
    return switch (text) {
      case "1", "true" -> Boolean.TRUE;
      case "0", "false" -> Boolean.FALSE;
      default -> text;
    };
  }

  private static Object integer(String text) {
    try {
      return Long.valueOf(text.trim());
    } catch (NumberFormatException e) {
      Object number = decimal(text);
      if (number instanceof BigDecimal decimal && decimal.scale() <= 0) {
        try {
          return decimal.longValueExact();
        } catch (ArithmeticException tooLarge) {
          return text;
        }
      }
      return text;
    }
  }

  private static Object decimal(String text) {
    try {
      BigDecimal number = new BigDecimal(text.trim());
      // Sugar pads to six places; 34800.000000 and 34800 are one value. A wild exponent stays text.
      if (Math.abs((long) number.scale()) > 400) {
        return text;
      }
      BigDecimal bare = number.stripTrailingZeros();
      return bare.scale() < 0 ? bare.setScale(0) : bare;
    } catch (NumberFormatException e) {
      return text;
    }
  }

  private static Object date(String text) {
    if (text.length() == 10) {
      return text;
    }
    Instant instant = SugarTimes.read(text);
    if (instant != null) {
      return text.substring(0, 10);
    }
    try {
      return LocalDate.parse(text).toString();
    } catch (DateTimeParseException e) {
      return text;
    }
  }

  private static Object dateTime(String text) {
    return Objects.requireNonNullElse(SugarTimes.canonical(text), text);
  }

  /** {@code ^a^,^b^} is how Sugar's database holds several keys, and some answers do as well. */
  private static @Nullable Object multi(String text) {
    List<String> keys = new ArrayList<>();
    if (text.startsWith("^") && text.endsWith("^") && text.length() > 1) {
      for (String key : text.substring(1, text.length() - 1).split("\\^,\\^", -1)) {
        if (!key.isEmpty()) {
          keys.add(key);
        }
      }
    } else {
      keys.add(text);
    }
    return keys.isEmpty() ? null : keys;
  }

  private static @Nullable Object array(ValueKind kind, JsonParser parser) throws IOException {
    List<String> texts = new ArrayList<>();
    String primary = null;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        Item item = Item.read(parser);
        String text = kind == ValueKind.TEAMS ? item.teamName() : item.name();
        if (text != null && item.primary()) {
          primary = text;
        } else if (text != null) {
          texts.add(text);
        }
      } else if (parser.currentToken() == JsonToken.START_ARRAY) {
        texts.add(raw(parser));
      } else if (parser.currentToken() != JsonToken.VALUE_NULL && !parser.getText().isEmpty()) {
        texts.add(parser.getText());
      }
    }
    if (primary != null) {
      texts.add(0, primary);
    }
    return texts.isEmpty() ? null : texts;
  }

  /** A team or tag inside a record. */
  private record Item(@Nullable String name, @Nullable String secondName, boolean primary) {
    static Item read(JsonParser parser) throws IOException {
      String name = null;
      String second = null;
      boolean primary = false;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        parser.nextToken();
        switch (key) {
          case "name" -> name = parser.getValueAsString();
          case "name_2" -> second = parser.getValueAsString();
          case "primary" -> primary = flag(parser);
          default -> parser.skipChildren();
        }
      }
      return new Item(name, second, primary);
    }

    /** Private teams split a person's name over two keys (reference 8.5). */
    @Nullable String teamName() {
      if (name == null || secondName == null || secondName.isEmpty()) {
        return name;
      }
      return name + " " + secondName;
    }
  }

  /** A flag that may come as a boolean, a number or {@code "0"}/{@code "1"} (reference 4.7). */
  static boolean flag(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_STRING, VALUE_NUMBER_INT -> {
        String text = parser.getText();
        yield text.equals("1") || text.equals("true");
      }
      case START_ARRAY, START_OBJECT -> {
        parser.skipChildren();
        yield false;
      }
      default -> false;
    };
  }

  private static String raw(JsonParser parser) throws IOException {
    StringWriter text = new StringWriter();
    try (var generator = JsonText.FACTORY.createGenerator(text)) {
      generator.copyCurrentStructure(parser);
    }
    return text.toString();
  }
}
