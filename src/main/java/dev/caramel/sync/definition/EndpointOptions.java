package dev.caramel.sync.definition;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** Options of endpoints, judged by Camel's catalog of components. */
final class EndpointOptions {
  private final CamelCatalog catalog = new DefaultCamelCatalog(true);

  /** A thousand syncs ask the same few questions. */
  private final Map<String, List<Finding>> answers = new ConcurrentHashMap<>();

  private record Finding(@Nullable String option, String message) {}

  /** Tells each option that its component does not know or cannot take. */
  void check(EndpointUse use, Mistakes mistakes) {
    if (use.uri().isEmpty() || use.uri().contains("{{") || use.scheme().equals("kamelet")) {
      return;
    }
    if (use.options().isEmpty() && use.scheme().equals("direct")) {
      return;
    }
    String key = use.consumer() + use.scheme() + use.options();
    answers
        .computeIfAbsent(key, k -> findings(use))
        .forEach(
            finding ->
                mistakes.add(
                    finding.option() == null ? use.line() : use.lineOf(finding.option()),
                    finding.message()));
  }

  private List<Finding> findings(EndpointUse use) {
    ComponentModel component = catalog.componentModel(use.scheme());
    if (component == null) {
      return List.of(
          new Finding(
              null,
              "There is no Camel component '%s'.".formatted(use.scheme())
                  + Suggestion.nearest(use.scheme(), catalog.findComponentNames())
                      .map(name -> " Did you mean '" + name + "'?")
                      .orElse("")));
    }
    return List.copyOf(judge(use, component));
  }

  private Collection<Finding> judge(EndpointUse use, ComponentModel component) {
    EndpointValidationResult result =
        catalog.validateEndpointProperties(uri(use), false, use.consumer(), !use.consumer());
    Map<String, Finding> findings = new LinkedHashMap<>();
    Set<String> unknown = result.getUnknown() == null ? Set.of() : result.getUnknown();
    List<String> known =
        component.getEndpointOptions().stream()
            .map(ComponentModel.EndpointOptionModel::getName)
            .toList();
    for (String option : unknown) {
      findings.put(
          option,
          new Finding(
              option,
              "The component '%s' has no option '%s'.".formatted(use.scheme(), option)
                  + Suggestion.sentence(option, known)));
    }
    wrong(result.getInvalidBoolean(), "it may be true or false", findings);
    wrong(result.getInvalidInteger(), "it must be a whole number", findings);
    wrong(result.getInvalidNumber(), "it must be a number", findings);
    wrong(result.getInvalidDuration(), "it must be a time, such as 500 or 5s", findings);
    wrong(result.getInvalidEnum(), "it is none of the words that may stand there", findings);
    return findings.values();
  }

  private static void wrong(
      @Nullable Map<String, String> options, String rule, Map<String, Finding> findings) {
    if (options != null) {
      options.forEach(
          (option, value) ->
              findings.put(
                  option, new Finding(option, "'%s' is '%s': %s.".formatted(option, value, rule))));
    }
  }

  private static String uri(EndpointUse use) {
    String query = URISupport.createQueryString(new LinkedHashMap<>(use.options()));
    return query.isEmpty() ? use.uri() : use.uri() + "?" + query;
  }
}
