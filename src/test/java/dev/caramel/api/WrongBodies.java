package dev.caramel.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Bodies that are a good one but for one thing: the example of a call, one value of it exchanged.
 */
final class WrongBodies {
  private static final String PLACE = "\"\\u0001here\\u0001\"";

  /** What stands in the place of a value, as it is written in JSON. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0.5",
          "99999999999999999999999999",
          "1e400",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\u202e\\u2028\\uffff\"",
          "\"" + "x".repeat(20_000) + "\"",
          "\"{{caramel.admin-key}}${exception.stacktrace}\"",
          "\"'; drop table member; --\"",
          "\"../../../etc/passwd\"",
          "\"2026-99-99T99:99:99Z\"",
          "\"a@b\\r\\nX-Evil: marker\"",
          "[]",
          "[null]",
          "{}",
          "{\"\":null}",
          "[".repeat(900) + "]".repeat(900));

  private WrongBodies() {}

  /** One body for each value of the example and each that may stand in its place. */
  static List<String> of(JsonNode example) {
    List<String> bodies = new ArrayList<>();
    for (JsonPointer at : places(example, JsonPointer.empty())) {
      String marked = with(example, at).toString();
      VALUES.forEach(value -> bodies.add(marked.replace(PLACE, value)));
    }
    if (example.isObject()) {
      String inside = example.toString().replaceFirst("^\\{", "").replaceFirst("\\}$", "");
      bodies.add("{\"marker\":1," + inside + "}");
      bodies.add("{" + inside + "," + inside + "}");
      bodies.add("{" + inside + "} {}");
      bodies.add("{" + inside);
    }
    return bodies;
  }

  private static List<JsonPointer> places(JsonNode node, JsonPointer at) {
    List<JsonPointer> places = new ArrayList<>(List.of(at));
    if (node.isObject()) {
      node.fieldNames()
          .forEachRemaining(key -> places.addAll(places(node.get(key), at.appendProperty(key))));
    }
    for (int i = 0; node.isArray() && i < Math.min(node.size(), 2); i++) {
      places.addAll(places(node.get(i), at.appendIndex(i)));
    }
    return places;
  }

  private static JsonNode with(JsonNode example, JsonPointer at) {
    JsonNode mark = com.fasterxml.jackson.databind.node.TextNode.valueOf("\u0001here\u0001");
    if (at.matches()) {
      return mark;
    }
    JsonNode copy = example.deepCopy();
    JsonNode parent = copy.at(at.head());
    if (parent instanceof ArrayNode array) {
      array.set(at.last().getMatchingIndex(), mark);
    } else if (parent instanceof ObjectNode object) {
      object.set(at.last().getMatchingProperty(), mark);
    }
    return copy;
  }
}
