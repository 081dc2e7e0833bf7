package dev.caramel.sync.definition;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One endpoint that a route file begins with or calls.
 *
 * @param uri scheme and path, without options: {@code quartz:sync/all-sugar-leads}
 * @param options options by name, whether they stand under {@code parameters} or in the uri
 * @param line line of the uri
 * @param optionLines line of each option
 * @param consumer whether a route begins with it
 */
public record EndpointUse(
    String uri,
    Map<String, String> options,
    int line,
    Map<String, Integer> optionLines,
    boolean consumer) {

  /** Name of the component, such as {@code quartz}. */
  public String scheme() {
    int colon = uri.indexOf(':');
    return colon < 0 ? uri : uri.substring(0, colon);
  }

  /** What stands behind the scheme, without slashes at its begin; empty if nothing does. */
  public String path() {
    int colon = uri.indexOf(':');
    if (colon < 0) {
      return "";
    }
    int begin = colon + 1;
    while (begin < uri.length() && uri.charAt(begin) == '/') {
      begin++;
    }
    return uri.substring(begin);
  }

  /** Name of the route that a {@code direct:} endpoint calls, in either way of writing it. */
  public String directName() {
    return path().isEmpty() ? options.getOrDefault("name", "") : path();
  }

  /** Name of the kamelet that a {@code kamelet:} endpoint calls. */
  public String kamelet() {
    return path().split("/", 2)[0];
  }

  /** The name that the call of a kamelet has of its own; empty if it has none. */
  public String kameletRoute() {
    int slash = path().indexOf('/');
    return slash < 0 ? "" : path().substring(slash + 1);
  }

  /** Line of an option, or of the uri. */
  public int lineOf(String option) {
    return optionLines.getOrDefault(option, line);
  }

  static EndpointUse of(
      String written,
      int line,
      Map<String, String> parameters,
      Map<String, Integer> parameterLines,
      boolean consumer) {
    int question = written.indexOf('?');
    Map<String, String> options = new LinkedHashMap<>();
    if (question >= 0) {
      for (String pair : written.substring(question + 1).split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          options.put(pair.substring(0, equals), pair.substring(equals + 1).replace('+', ' '));
        }
      }
    }
    options.putAll(parameters);
    return new EndpointUse(
        question < 0 ? written : written.substring(0, question),
        options,
        line,
        parameterLines,
        consumer);
  }
}
