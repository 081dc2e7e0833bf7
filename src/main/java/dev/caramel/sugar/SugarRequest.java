package dev.caramel.sugar;

import dev.caramel.sugar.value.AnswerReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to Sugar's REST API: the body that the route {@code sugar-request} takes. The route
 * answers with what the {@code reader} made of Sugar's answer.
 *
 * @param connection name of the connection
 * @param method HTTP method
 * @param path path below {@code /rest/v11_x/}, without a leading slash and already encoded: {@code
 *     Leads/filter}
 * @param query query parameters, not yet encoded
 * @param body JSON body, or null for none
 * @param repeatable whether repeating the request after a lost answer is harmless (a read, or a
 *     write with the same end state)
 * @param packed whether the answer may come packed (gzip), as it does unless somebody says
 *     otherwise
 * @param purpose what it is for, in words that stand in a log or an error: {@code reading Leads}
 * @param reader makes a value of the answer's body; what it throws as {@link IOException} counts as
 *     an unusable answer
 * @param <T> type of the value
 */
public record SugarRequest<T>(
    String connection,
    String method,
    String path,
    Map<String, String> query,
    @Nullable String body,
    boolean repeatable,
    boolean packed,
    String purpose,
    AnswerReader<T> reader) {

  /** A request whose answer may come packed. */
  public SugarRequest(
      String connection,
      String method,
      String path,
      Map<String, String> query,
      @Nullable String body,
      boolean repeatable,
      String purpose,
      AnswerReader<T> reader) {
    this(connection, method, path, query, body, repeatable, true, purpose, reader);
  }

  /** A GET that may be repeated. */
  public static <T> SugarRequest<T> get(
      String connection,
      String path,
      Map<String, String> query,
      String purpose,
      AnswerReader<T> reader) {
    return new SugarRequest<>(
        connection, "GET", path, new LinkedHashMap<>(query), null, true, purpose, reader);
  }

  /** A POST that only reads, such as {@code Leads/filter}, and may be repeated. */
  public static <T> SugarRequest<T> read(
      String connection, String path, String body, String purpose, AnswerReader<T> reader) {
    return new SugarRequest<>(connection, "POST", path, Map.of(), body, true, purpose, reader);
  }

  /** The same, but for how its answer comes. */
  public SugarRequest<T> packed(boolean may) {
    return new SugarRequest<>(
        connection, method, path, query, body, repeatable, may, purpose, reader);
  }

  /** Whether it only reads, so that asking again is an answer to any conflict. */
  boolean isRead() {
    return method.equals("GET") || path.endsWith("/filter") || path.endsWith("/filter/count");
  }

  /** Names the request without its body, which may hold personal data. */
  @Override
  public String toString() {
    return method + " " + path + " (" + purpose + ", connection " + connection + ")";
  }
}
