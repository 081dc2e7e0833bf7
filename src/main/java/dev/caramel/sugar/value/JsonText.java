package dev.caramel.sugar.value;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Canonical values as JSON text and back: how the database keeps a member's values. */
public final class JsonText {
  /** Reads and writes JSON with the digits of decimals as they are. */
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(50_000_000).build())
          .build();

  private JsonText() {}

  /** JSON object of canonical values; empty ones are left out. */
  public static String write(Map<String, ? extends @Nullable Object> values) {
    return write(values, false);
  }

  /** JSON object of canonical values; empty ones stand in it as null. */
  public static String writeAll(Map<String, ? extends @Nullable Object> values) {
    return write(values, true);
  }

  private static String write(Map<String, ? extends @Nullable Object> values, boolean empty) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      write(generator, values, empty);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Writes a JSON object of canonical values in UTF-8.
   *
   * @param empty whether empty values stand in it as null, or are left out
   * @throws com.fasterxml.jackson.core.JsonGenerationException if a text holds half of a pair of
   *     surrogates, which UTF-8 cannot say; part of the object may be written then
   * @throws IOException if the stream throws it
   */
  public static void write(
      OutputStream to, Map<String, ? extends @Nullable Object> values, boolean empty)
      throws IOException {
    try (JsonGenerator generator = FACTORY.createGenerator(to, JsonEncoding.UTF8)) {
      write(generator, values, empty);
    }
  }

  private static void write(
      JsonGenerator generator, Map<String, ? extends @Nullable Object> values, boolean empty)
      throws IOException {
    generator.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    generator.writeStartObject();
    for (Map.Entry<String, ? extends @Nullable Object> entry : values.entrySet()) {
      Object value = entry.getValue();
      if (value != null) {
        generator.writeFieldName(entry.getKey());
        write(generator, value);
      } else if (empty) {
        generator.writeNullField(entry.getKey());
      }
    }
    generator.writeEndObject();
  }

  private static void write(JsonGenerator generator, Object value) throws IOException {
    if (value instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else if (value instanceof Long number) {
      generator.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      generator.writeNumber(number);
    } else if (value instanceof List<?> items) {
      generator.writeStartArray();
      for (Object item : items) {
        generator.writeString(String.valueOf(item));
      }
      generator.writeEndArray();
    } else {
      generator.writeString(value.toString());
    }
  }

  /**
   * Canonical values of a JSON object that {@link #write} made.
   *
   * @throws UncheckedIOException if the text is no JSON object
   */
  public static Map<String, Object> read(String text) {
    Map<String, Object> values = new LinkedHashMap<>();
    readAll(text)
        .forEach(
            (name, value) -> {
              if (value != null) {
                values.put(name, value);
              }
            });
    return values;
  }

  /**
   * Canonical values of a JSON object that {@link #writeAll} made, the empty ones as null.
   *
   * @throws UncheckedIOException if the text is no JSON object
   */
  public static Map<String, @Nullable Object> readAll(String text) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        values.put(name, value(parser, parser.nextToken()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new BigDecimal(parser.getText());
      case START_ARRAY -> {
        List<String> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(parser.getText());
        }
        yield items;
      }
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  /** Whether two canonical values are the same; 5, 5.0 and the number 5 of another class are. */
  public static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Number && other instanceof Number) {
      return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
    }
    return one == null ? other == null : one.equals(other);
  }

  /** Whether two maps hold the same canonical values under the same names. */
  public static boolean sameAll(Map<String, Object> one, Map<String, Object> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (Map.Entry<String, Object> entry : one.entrySet()) {
      if (!same(entry.getValue(), other.get(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
