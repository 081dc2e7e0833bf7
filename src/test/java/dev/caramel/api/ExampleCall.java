package dev.caramel.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A call as the description of the API gives it, by its examples.
 *
 * @param method HTTP method
 * @param template path with names in braces
 * @param operation what the description says
 * @param contract the description
 */
record ExampleCall(String method, String template, JsonNode operation, ApiContract contract) {

  static List<ExampleCall> all(ApiContract contract) {
    List<ExampleCall> calls = new ArrayList<>();
    contract
        .operations()
        .forEach(
            (name, operation) -> {
              String[] parts = name.split(" ", 2);
              calls.add(new ExampleCall(parts[0], parts[1], operation, contract));
            });
    return calls;
  }

  boolean isConnector() {
    return template.startsWith("/connector/");
  }

  /**
   * The path.
   *
   * @param value gives the value of a parameter by its name and its example
   */
  String path(BinaryOperator<String> value) {
    String path = template;
    for (JsonNode parameter : parameters("path")) {
      String name = parameter.path("name").asText();
      path = path.replace("{" + name + "}", encoded(value.apply(name, exampleOf(parameter))));
    }
    return path;
  }

  /** Whether exactly one of its parameters without a default is to be given. */
  private boolean takesOneOf() {
    return template.endsWith("/account-report") || template.endsWith("/explain");
  }

  /** Queries: what is required alone, and with each of the other examples. */
  List<String> queries() {
    StringBuilder required = new StringBuilder();
    List<String> others = new ArrayList<>();
    List<String> choices = new ArrayList<>();
    for (JsonNode parameter : parameters("query")) {
      String text = "&" + parameter.path("name").asText() + "=" + encoded(exampleOf(parameter));
      if (parameter.path("required").asBoolean()) {
        required.append(text);
      } else if (!exampleOf(parameter).isEmpty()) {
        boolean choice = takesOneOf() && !parameter.path("schema").has("default");
        (choice ? choices : others).add(text);
      }
    }
    String first = choices.isEmpty() ? required.toString() : required + choices.get(0);
    List<String> queries = new ArrayList<>(List.of(first));
    choices.stream().skip(1).forEach(other -> queries.add(required + other));
    others.forEach(other -> queries.add(first + other));
    return queries.stream().map(query -> query.replaceFirst("^&", "?")).toList();
  }

  /** The body's example as JSON; null if the call takes none. */
  @Nullable String body() {
    if (!operation.has("requestBody")) {
      return null;
    }
    JsonNode content = contract.resolved(operation.get("requestBody")).at("/content");
    JsonNode json = content.path("application/json");
    JsonNode example = json.has("example") ? json.get("example") : example(json.path("schema"));
    if (example.isMissingNode()) {
      throw new AssertionError(method + " " + template + " has no example of its body");
    }
    return example.toString();
  }

  private JsonNode example(JsonNode given) {
    JsonNode schema = contract.resolved(given);
    if (schema.has("example") || schema.isMissingNode()) {
      return schema.path("example");
    }
    for (String choice : List.of("oneOf", "anyOf", "allOf")) {
      if (schema.has(choice)) {
        return example(schema.get(choice).get(0));
      }
    }
    JsonNode item = example(schema.path("items"));
    return item.isMissingNode() ? item : contract.mapper().createArrayNode().add(item);
  }

  private List<JsonNode> parameters(String in) {
    List<JsonNode> parameters = new ArrayList<>();
    for (JsonNode declared : operation.path("parameters")) {
      JsonNode parameter = contract.resolved(declared);
      if (parameter.path("in").asText().equals(in)) {
        parameters.add(parameter);
      }
    }
    return parameters;
  }

  private String example(JsonNode parameter, boolean required) {
    JsonNode schema = contract.resolved(parameter.path("schema"));
    String example =
        parameter
            .path("example")
            .asText(schema.path("example").asText(schema.path("default").asText()));
    if (required && example.isEmpty()) {
      throw new AssertionError(
          method + " " + template + " has no example of " + parameter.path("name").asText());
    }
    return example;
  }

  private String exampleOf(JsonNode parameter) {
    return example(parameter, parameter.path("required").asBoolean());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return method + " " + template;
  }
}
