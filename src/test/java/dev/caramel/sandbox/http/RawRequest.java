package dev.caramel.sandbox.http;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came, from the network or out of a bulk call.
 *
 * @param method the verb
 * @param path the raw path, beginning with the version or with what stands in its place
 * @param query the raw query, or null
 * @param headers by name in lower case
 * @param body the body, empty if there is none
 */
public record RawRequest(
    String method, String path, @Nullable String query, Map<String, String> headers, byte[] body) {

  /**
   * A header.
   *
   * @param name its name in any case
   * @return its value, or null
   */
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }
}
