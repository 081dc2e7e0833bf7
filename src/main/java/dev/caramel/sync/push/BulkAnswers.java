package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sugar.SugarException;

/** Judges one answer inside a bulk answer: the same table as for a whole one (reference 2.3). */
final class BulkAnswers {
  private BulkAnswers() {}

  /**
   * What Sugar answered.
   *
   * @param answer status and contents
   * @param what what was asked, in words that stand in a rejection
   * @throws SugarException if it is no success; {@code routes/policies/push-errors} says what is
   *     done then
   */
  static JsonNode contents(JsonNode answer, String what) {
    int status = answer.path("status").asInt();
    JsonNode contents = answer.path("contents");
    if (status >= 200 && status < 300) {
      if (contents.isObject()) {
        return contents;
      }
      throw new SugarException.NoUsableAnswer(
          "Sugar's answer to " + what + " is no record", null, true);
    }
    throw failure(status, contents, what);
  }

  private static SugarException failure(int status, JsonNode contents, String what) {
    String label = contents.path("error").asText("");
    String message = contents.path("error_message").asText("");
    String said =
        "Sugar answered %d%s%s to %s"
            .formatted(
                status,
                label.isEmpty() ? "" : " " + label,
                message.isEmpty() ? "" : " (" + message + ")",
                what);
    return switch (status) {
      case 401 -> new SugarException.SessionEnded(said);
      case 403 -> new SugarException.NotAllowed(said);
      case 404 -> new SugarException.NotFound(said);
      case 409, 412 -> new SugarException.Conflict(said);
      case 429, 503 -> new SugarException.Busy(said, null);
      case 301 -> new SugarException.WrongVersion(said);
      default ->
          status >= 500 || status < 300
              ? new SugarException.NoUsableAnswer(said, null, true)
              : new SugarException.Refused(said, status, label);
    };
  }
}
