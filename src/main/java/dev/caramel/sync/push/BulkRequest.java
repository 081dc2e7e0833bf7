package dev.caramel.sync.push;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sugar.SugarRequest;
import dev.caramel.sugar.value.AnswerReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Several requests in one, as Sugar's {@code /bulk} takes them (reference 5.6). */
final class BulkRequest {
  private final ObjectMapper json;
  private final String version;
  private final ObjectNode body;
  private final ArrayNode requests;

  /**
   * @param version version of the API, which each url in the body begins with
   */
  BulkRequest(ObjectMapper json, String version) {
    this.json = json;
    this.version = version;
    this.body = json.createObjectNode();
    this.requests = body.putArray("requests");
  }

  /** Adds one; {@code data} is sent as a text, which every release takes. */
  void add(String method, String path, @Nullable JsonNode data, @Nullable String timestamp) {
    ObjectNode one = requests.addObject();
    one.put("url", "/" + version + "/" + path);
    one.put("method", method);
    if (data != null) {
      one.put("data", data.toString());
    }
    if (timestamp != null) {
      one.putArray("headers").add("X-TIMESTAMP: " + timestamp);
    }
  }

  /**
   * The request; its answer is the array of Sugar's answers, in the same order.
   *
   * @param repeatable whether everything in it may be done twice
   */
  SugarRequest<JsonNode> request(String connection, boolean repeatable, String purpose) {
    return request(connection, repeatable, purpose, json::readTree);
  }

  /** The same, where of each record in the answer these fields alone matter. */
  SugarRequest<JsonNode> request(
      String connection, boolean repeatable, String purpose, Set<String> fields) {
    return request(connection, repeatable, purpose, new BulkAnswerReader(json, fields)::read);
  }

  private SugarRequest<JsonNode> request(
      String connection, boolean repeatable, String purpose, AnswerReader<JsonNode> reader) {
    int expected = requests.size();
    return new SugarRequest<>(
        connection,
        "POST",
        "bulk",
        Map.of(),
        body.toString(),
        repeatable,
        purpose,
        answer -> {
          JsonNode answers = reader.read(answer);
          if (!answers.isArray() || answers.size() != expected) {
            throw new JsonParseException(
                null, "Sugar's /bulk answered other than with %d answers".formatted(expected));
          }
          return answers;
        });
  }

  /** A part of a path: an id may be any text of 36 characters (reference 8.5). */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
