package dev.caramel.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.model.rest.ParamDefinition;
import org.apache.camel.model.rest.RestParamType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * One call of the API, as the rest definitions under {@code routes/api} declare it.
 *
 * @param route id of the route that serves it
 * @param method HTTP method, in upper case
 * @param path its path with the names of its parts: {@code /api/lists/{list}}
 * @param parameters its path and query parameters
 * @param bodyType type of its JSON body, or null if it takes none
 */
record DeclaredCall(
    String route,
    String method,
    PathPattern path,
    List<ParamDefinition> parameters,
    @Nullable Class<?> bodyType) {

  boolean matches(PathContainer requested) {
    return path.matches(requested);
  }

  /** The named parts of a path that matches, decoded. */
  Map<String, String> partsOf(PathContainer requested) {
    PathPattern.PathMatchInfo match = path.matchAndExtract(requested);
    return match == null ? Map.of() : match.getUriVariables();
  }

  Optional<ParamDefinition> parameter(RestParamType type, String name) {
    return parameters.stream()
        .filter(parameter -> parameter.getType() == type && parameter.getName().equals(name))
        .findFirst();
  }

  List<ParamDefinition> parameters(RestParamType type) {
    return parameters.stream().filter(parameter -> parameter.getType() == type).toList();
  }
}
