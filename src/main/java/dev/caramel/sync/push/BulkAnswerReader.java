package dev.caramel.sync.push;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads the answer of Sugar's {@code /bulk} without building what nobody looks at: Sugar answers a
 * write with the whole record (reference 5.2), some kilobytes, of which a few fields matter.
 */
final class BulkAnswerReader {
  /** What tells of the record, or of why it was not written, whatever was sent. */
  private static final Set<String> ALWAYS = Set.of("id", "date_modified", "error", "error_message");

  private final ObjectMapper json;
  private final Set<String> fields;

  /**
   * @param fields fields of a record that are kept, beside its id, its date and an error
   */
  BulkAnswerReader(ObjectMapper json, Set<String> fields) {
    this.json = json;
    this.fields = new HashSet<>(fields);
    this.fields.addAll(ALWAYS);
  }

  /** The answers, each with its status and what is kept of its contents. */
  JsonNode read(InputStream answer) throws IOException {
    try (JsonParser parser = json.createParser(answer)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return json.readTree(parser);
      }
      ArrayNode answers = json.createArrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        answers.add(one(parser));
      }
      return answers;
    }
  }

  private JsonNode one(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return json.readTree(parser);
    }
    ObjectNode one = json.createObjectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken begin = parser.nextToken();
      if (name.equals("contents") && begin == JsonToken.START_OBJECT) {
        one.set(name, contents(parser));
      } else {
        one.set(name, json.readTree(parser));
      }
    }
    return one;
  }

  private JsonNode contents(JsonParser parser) throws IOException {
    ObjectNode contents = json.createObjectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (fields.contains(name)) {
        contents.set(name, json.readTree(parser));
      } else {
        parser.skipChildren();
      }
    }
    return contents;
  }
}
