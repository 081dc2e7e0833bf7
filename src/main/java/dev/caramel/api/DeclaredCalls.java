package dev.caramel.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.rest.RestDefinition;
import org.apache.camel.model.rest.RestParamType;
import org.apache.camel.model.rest.VerbDefinition;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The calls that the rest definitions declare. They are read anew for each question, because an
 * edit of a file under {@code routes/api} takes effect while the program runs.
 */
@Component
class DeclaredCalls {
  private static final String TO_ROUTE = "direct:";
  private final CamelContext camel;

  DeclaredCalls(CamelContext camel) {
    this.camel = camel;
  }

  /** The call that is served by the route of that id. */
  Optional<DeclaredCall> servedBy(String route) {
    String target = TO_ROUTE + route;
    return definitions()
        .flatMap(
            rest ->
                rest.getVerbs().stream()
                    .filter(verb -> target.equals(target(verb)))
                    .map(verb -> read(rest, verb)))
        .findFirst();
  }

  /** All calls. */
  List<DeclaredCall> all() {
    return definitions()
        .flatMap(rest -> rest.getVerbs().stream().map(verb -> read(rest, verb)))
        .toList();
  }

  /** Methods that the path has, in upper case; empty if no call has that path. */
  List<String> methodsOf(PathContainer path) {
    return all().stream()
        .filter(call -> call.matches(path))
        .map(DeclaredCall::method)
        .distinct()
        .sorted()
        .toList();
  }

  private Stream<RestDefinition> definitions() {
    return ((ModelCamelContext) camel).getRestDefinitions().stream();
  }

  private DeclaredCall read(RestDefinition rest, VerbDefinition verb) {
    String path = rest.getPath() + (verb.getPath() == null ? "" : verb.getPath());
    Class<?> bodyType =
        verb.getType() == null ? null : camel.getClassResolver().resolveClass(verb.getType());
    return new DeclaredCall(
        target(verb).substring(TO_ROUTE.length()),
        verb.asVerb().toUpperCase(Locale.ROOT),
        PathPatternParser.defaultInstance.parse(path),
        verb.getParams().stream()
            .filter(parameter -> parameter.getType() != RestParamType.body)
            .toList(),
        bodyType);
  }

  private static String target(VerbDefinition verb) {
    return verb.getTo().getEndpointUri();
  }
}
