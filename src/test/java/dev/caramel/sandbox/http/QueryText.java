package dev.caramel.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query of a URL as PHP does: {@code filter[0][last_name][$starts]=A} becomes a tree, and
 * a {@code +} becomes a space (reference 4.2, 4.6).
 */
final class QueryText {

  private static final Pattern BRACKET = Pattern.compile("\\[([^\\]]*)\\]");

  private QueryText() {}

  static ObjectNode tree(@Nullable String query) {
    ObjectNode root = Json.object();
    if (query == null || query.isEmpty()) {
      return root;
    }
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      String key = decode(equals < 0 ? pair : pair.substring(0, equals));
      put(root, key, equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    ObjectNode result = Json.object();
    root.fields().forEachRemaining(e -> result.set(e.getKey(), arrays(e.getValue())));
    return result;
  }

  private static void put(ObjectNode root, String key, String value) {
    int bracket = key.indexOf('[');
    String name = bracket <= 0 ? key : key.substring(0, bracket);
    ObjectNode node = root;
    Matcher matcher = BRACKET.matcher(bracket <= 0 ? "" : key.substring(bracket));
    while (matcher.find()) {
      JsonNode next = node.get(name);
      node = next instanceof ObjectNode object ? object : node.putObject(name);
      name = matcher.group(1).isEmpty() ? String.valueOf(node.size()) : matcher.group(1);
    }
    node.put(name, value);
  }

  /** Turns objects with the keys 0, 1, 2, ... into arrays, at any depth. */
  private static JsonNode arrays(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    boolean list = !object.isEmpty();
    int expected = 0;
    for (Iterator<String> names = object.fieldNames(); names.hasNext() && list; expected++) {
      list = names.next().equals(String.valueOf(expected));
    }
    if (list) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      object.forEach(value -> array.add(arrays(value)));
      return array;
    }
    ObjectNode copy = Json.object();
    object.fields().forEachRemaining(e -> copy.set(e.getKey(), arrays(e.getValue())));
    return copy;
  }

  static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // PHP takes a broken escape as it stands.
      return text;
    }
  }
}
