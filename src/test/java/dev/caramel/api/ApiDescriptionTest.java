package dev.caramel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The description of the API says what the rest definitions say, and its examples are true. */
class ApiDescriptionTest extends ApiTest {
  private final ApiContract contract = new ApiContract();
  @Autowired private DeclaredCalls calls;
  @Autowired private CamelContext camel;

  @Test
  void the_description_has_the_calls_that_there_are_and_no_others() {
    Map<String, String> declared = new TreeMap<>();
    for (DeclaredCall call : declaredCalls()) {
      String parameters =
          call.parameters().stream()
              .map(parameter -> parameter.getType() + " " + parameter.getName())
              .collect(Collectors.toCollection(TreeSet::new))
              .toString();
      declared.put(
          call.method() + " " + call.path(),
          call.route() + " " + parameters + (call.bodyType() == null ? "" : " body"));
    }
    Map<String, String> described = new TreeMap<>();
    contract
        .operations()
        .forEach(
            (name, operation) -> {
              TreeSet<String> parameters = new TreeSet<>();
              for (JsonNode reference : operation.path("parameters")) {
                JsonNode parameter = contract.resolved(reference);
                parameters.add(parameter.get("in").asText() + " " + parameter.get("name").asText());
              }
              described.put(
                  name,
                  operation.get("operationId").asText()
                      + " "
                      + parameters
                      + (operation.has("requestBody") ? " body" : ""));
            });

    assertThat(described).isEqualTo(declared);
  }

  @Test
  void allowed_values_and_defaults_are_those_of_the_rest_definitions() {
    for (DeclaredCall call : declaredCalls()) {
      JsonNode operation = contract.operations().get(call.method() + " " + call.path());
      call.parameters()
          .forEach(
              declared -> {
                JsonNode schema = schemaOf(operation, declared.getName());
                assertThat(schema.path("default").asText(null))
                    .as("%s %s", call.route(), declared.getName())
                    .isEqualTo(declared.getDefaultValue());
                if (declared.getAllowableValues() != null
                    && !declared.getAllowableValues().isEmpty()) {
                  assertThat(contract.resolved(schema).get("enum"))
                      .extracting(JsonNode::asText)
                      .containsExactlyElementsOf(declared.getAllowableValuesAsStringList());
                }
              });
    }
  }

  @Test
  void every_example_is_valid() {
    JsonNode schemas = contract.description().at("/components/schemas");
    schemas
        .fields()
        .forEachRemaining(
            schema -> {
              if (schema.getValue().has("example")) {
                assertThat(contract.mistakes(schema.getValue(), schema.getValue().get("example")))
                    .as(schema.getKey())
                    .isEmpty();
              }
            });
    contract
        .description()
        .findParents("example")
        .forEach(
            parent -> {
              JsonNode schema = parent.get("schema");
              if (schema != null && !parent.has("in")) {
                assertThat(contract.mistakes(schema, parent.get("example")))
                    .as("%s", parent.get("example"))
                    .isEmpty();
              }
            });
  }

  @Test
  void every_call_has_examples_of_what_it_takes_and_answers() {
    for (ExampleCall call : ExampleCall.all(contract)) {
      call.path((name, example) -> example);
      call.body();
      assertThat(call.queries()).as(call.toString()).isNotEmpty();
      call.operation()
          .path("responses")
          .fields()
          .forEachRemaining(
              answer -> {
                JsonNode json =
                    contract.resolved(answer.getValue()).at("/content/application~1json");
                assertThat(
                        json.isMissingNode()
                            || json.has("example")
                            || hasExample(json.path("schema")))
                    .as("%s %s has an example", call, answer.getKey())
                    .isTrue();
              });
    }
  }

  /** A page is shown by the example of its things. */
  private boolean hasExample(JsonNode given) {
    JsonNode schema = contract.resolved(given);
    boolean page = schema.at("/properties/next").isObject();
    return schema.has("example")
        || schema.has("items") && hasExample(schema.path("items"))
        || page && schema.findValues("items").stream().anyMatch(this::hasExample);
  }

  @Test
  void the_description_and_a_page_to_try_it_are_served_without_a_key() {
    ApiClient visitor = api.without();

    assertThat(visitor.get("/openapi.yaml").status()).isEqualTo(200);
    assertThat(visitor.get("/openapi.yaml").mediaType()).isEqualTo("application/yaml");
    assertThat(visitor.get("/openapi.yaml").body()).startsWith("openapi: 3.0");
    assertThat(visitor.get("/docs").headers().firstValue("Location")).contains("/docs/");
    assertThat(visitor.get("/docs/").mediaType()).startsWith("text/html");
    assertThat(visitor.get("/docs/").body()).contains("swagger-ui-bundle.js", "show-api.js");
    for (String file :
        List.of("swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png", "show-api.js")) {
      assertThat(visitor.get("/docs/" + file).status()).as(file).isEqualTo(200);
    }
  }

  private List<DeclaredCall> declaredCalls() {
    return ((ModelCamelContext) camel)
        .getRestDefinitions().stream()
            .flatMap(rest -> rest.getVerbs().stream())
            .map(verb -> verb.getTo().getEndpointUri().replace("direct:", ""))
            .map(route -> calls.servedBy(route).orElseThrow())
            .toList();
  }

  private JsonNode schemaOf(JsonNode operation, String parameter) {
    for (JsonNode reference : operation.path("parameters")) {
      JsonNode described = contract.resolved(reference);
      if (described.get("name").asText().equals(parameter)) {
        return described.get("schema");
      }
    }
    throw new AssertionError("No parameter " + parameter);
  }
}
