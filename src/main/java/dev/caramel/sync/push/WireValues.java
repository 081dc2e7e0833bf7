package dev.caramel.sync.push;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sugar.value.SugarTimes;
import dev.caramel.sugar.value.ValueKind;
import dev.caramel.sugar.value.ValueReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as Sugar takes and gives them (reference 4.5). */
final class WireValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private WireValues() {}

  /** Canonical form of a value in an answer; {@code SourceRecord.MISSING} where it did not come. */
  static @Nullable Object read(ValueKind kind, @Nullable JsonNode value) {
    if (value == null) {
      return SourceRecord.MISSING;
    }
    if (kind == ValueKind.EMAIL) {
      return primaryAddress(value);
    }
    try (JsonParser parser = value.traverse()) {
      parser.nextToken();
      return ValueReader.read(kind, parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address that mail goes to, as the pull takes it (reference 11, quirk 20). */
  static @Nullable String primaryAddress(JsonNode email) {
    if (email.isTextual()) {
      return email.asText().isBlank() ? null : email.asText();
    }
    JsonNode best = null;
    for (JsonNode entry : email) {
      if (flag(entry.path("primary_address"))) {
        best = entry;
        break;
      }
      if (best == null || flag(best.path("invalid_email")) && !flag(entry.path("invalid_email"))) {
        best = entry;
      }
    }
    String address = best == null ? "" : best.path("email_address").asText("").trim();
    return address.isEmpty() ? null : address;
  }

  /** A flag that may come as a boolean, a number, or {@code "0"} and {@code "1"}. */
  static boolean flag(JsonNode value) {
    return value.isBoolean()
        ? value.asBoolean()
        : value.asText("").equals("1") || value.asText("").equals("true");
  }

  /** A canonical value as Sugar takes it: never an empty text for a number. */
  static JsonNode write(ValueKind kind, @Nullable Object value) {
    if (value == null) {
      return switch (kind) {
        case INTEGER, DECIMAL -> NODES.nullNode();
        case BOOLEAN -> NODES.booleanNode(false);
        case MULTI, TAGS, TEAMS, EMAIL -> NODES.arrayNode();
        case DATE, DATETIME, TEXT -> NODES.textNode("");
      };
    }
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    if (value instanceof List<?> items) {
      ArrayNode array = NODES.arrayNode();
      items.forEach(item -> array.add(item.toString()));
      return array;
    }
    if (value instanceof Number number) {
      BigDecimal decimal = new BigDecimal(number.toString());
      return kind == ValueKind.INTEGER
          ? NODES.numberNode(decimal.longValue())
          : NODES.textNode(decimal.toPlainString());
    }
    if (kind == ValueKind.DATETIME) {
      Instant instant = SugarTimes.read(value.toString());
      return NODES.textNode(instant == null ? value.toString() : SugarTimes.write(instant));
    }
    return NODES.textNode(value.toString());
  }

  /** A new record's array of addresses. */
  static ArrayNode address(String address, boolean optedOut, boolean invalid) {
    ArrayNode array = NODES.arrayNode();
    array.add(entry(address, optedOut, invalid));
    return array;
  }

  private static ObjectNode entry(String address, boolean optedOut, boolean invalid) {
    return NODES
        .objectNode()
        .put("email_address", address)
        .put("primary_address", true)
        .put("opt_out", optedOut)
        .put("invalid_email", invalid);
  }

  /** The array that was just read, with another primary address in the place of the former. */
  static ArrayNode replaced(JsonNode email, String address) {
    String before = primaryAddress(email);
    ArrayNode array = NODES.arrayNode();
    array.add(entry(address, false, false));
    for (JsonNode one : email) {
      String known = one.path("email_address").asText("");
      if (!known.equalsIgnoreCase(before) && !known.equalsIgnoreCase(address)) {
        array.add(one);
      }
    }
    return array;
  }
}
