package dev.caramel.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * An answer before it goes out.
 *
 * @param status the HTTP status
 * @param type the media type
 * @param body the body
 * @param headers further headers
 * @param records how many records it carries, for the log of requests
 */
public record Answer(
    int status, String type, byte[] body, Map<String, String> headers, int records) {

  /** The type of JSON answers. */
  public static final String JSON = "application/json";

  /**
   * A JSON answer with status 200.
   *
   * @param body what writes it
   * @return the answer
   */
  public static Answer json(Json.Body body) {
    return new Answer(200, JSON, Json.bytes(body), Map.of(), 0);
  }

  /**
   * A JSON answer with status 200.
   *
   * @param tree the body
   * @return the answer
   */
  public static Answer json(JsonNode tree) {
    return json(out -> out.writeTree(tree));
  }

  /**
   * Says how many records it carries.
   *
   * @param number the number
   * @return a copy
   */
  public Answer carrying(int number) {
    return new Answer(status, type, body, headers, number);
  }

  /**
   * Changes the status.
   *
   * @param other the status
   * @return a copy
   */
  public Answer withStatus(int other) {
    return new Answer(other, type, body, headers, records);
  }

  /**
   * Replaces the further headers.
   *
   * @param others the headers
   * @return a copy
   */
  public Answer withHeaders(Map<String, String> others) {
    return new Answer(status, type, body, others, records);
  }
}
