package dev.caramel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.oas.OpenApi30;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The description of the API, and whether answers keep to it: no key more, none less. */
final class ApiContract {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
  private final ObjectMapper mapper = new ObjectMapper();
  private final JsonSchemaFactory schemas =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V4,
          builder ->
              builder
                  .metaSchema(OpenApi30.getInstance())
                  .defaultMetaSchemaIri(OpenApi30.getInstance().getIri()));
  private final JsonNode description;

  ApiContract() {
    try (InputStream file = ApiContract.class.getResourceAsStream("/openapi/caramel.yaml")) {
      Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
      description = closed(mapper.valueToTree(yaml));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  ObjectMapper mapper() {
    return mapper;
  }

  JsonNode description() {
    return description;
  }

  /** Operations by method and path: {@code GET /api/lists/{list}}. */
  Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new LinkedHashMap<>();
    description
        .get("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        method -> {
                          if (METHODS.contains(method.getKey())) {
                            operations.put(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                method.getValue());
                          }
                        }));
    return operations;
  }

  /** What {@code $ref} points to, or the node itself. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? description.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** Mistakes of a value by a schema of the description; empty if there are none. */
  Set<String> mistakes(JsonNode schema, JsonNode value) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", description.get("components"));
    JsonSchema compiled = schemas.getSchema(whole);
    return compiled.validate(value).stream()
        .map(Object::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Fails unless the description has this answer. */
  void requireDescribed(String method, String path, ApiClient.Answer answer) {
    String bare = path.split("\\?", 2)[0];
    PathContainer asked = PathContainer.parsePath(bare);
    operations()
        .forEach(
            (name, operation) -> {
              String[] parts = name.split(" ", 2);
              if (parts[0].equals(method)
                  && PathPatternParser.defaultInstance.parse(parts[1]).matches(asked)) {
                requireDescribed(name, operation, answer);
              }
            });
  }

  private void requireDescribed(String name, JsonNode operation, ApiClient.Answer answer) {
    String status = String.valueOf(answer.status());
    JsonNode any = description.at("/components/responses/Trouble");
    JsonNode described =
        answer.status() >= 500 ? any : resolved(operation.get("responses").path(status));
    if (described.isMissingNode()) {
      throw new AssertionError(name + " has no answer " + answer.status() + ": " + answer.body());
    }
    String type = answer.mediaType().split(";", 2)[0];
    JsonNode content = described.path("content").path(type);
    if (content.isMissingNode()) {
      if (!answer.body().isEmpty() || described.has("content")) {
        throw new AssertionError(name + " " + answer.status() + " is not described as " + type);
      }
    } else if (type.endsWith("json")) {
      Set<String> mistakes = mistakes(content.get("schema"), answer.json());
      if (!mistakes.isEmpty()) {
        throw new AssertionError(name + " " + answer.status() + ": " + mistakes + answer.body());
      }
    }
  }

  /** Objects take no other keys than they name: callers may be generous, this test is not. */
  private static JsonNode closed(JsonNode node) {
    if (node instanceof ObjectNode object
        && "object".equals(object.path("type").asText())
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(ApiContract::closed);
    return node;
  }
}
