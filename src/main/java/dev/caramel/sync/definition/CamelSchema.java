package dev.caramel.sync.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Camel's own schema of its YAML routes, with its findings brought to lines of the file. */
final class CamelSchema {
  private static final String SCHEMA = "/schema/camelYamlDsl.json";

  private final JsonSchema schema;
  private final Set<String> words;

  CamelSchema() {
    try (InputStream text = CamelContext.class.getResourceAsStream(SCHEMA)) {
      if (text == null) {
        throw new IllegalStateException("Camel's YAML schema is not on the class path: " + SCHEMA);
      }
      JsonNode json = new ObjectMapper().readTree(text);
      SchemaValidatorsConfig config =
          SchemaValidatorsConfig.builder()
              .pathType(PathType.JSON_POINTER)
              .preloadJsonSchema(false)
              .build();
      this.schema = factory().getSchema(json, config);
      this.words = words(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Camel marks what is deprecated by a key of its own, which says nothing about validity. */
  private static JsonSchemaFactory factory() {
    JsonMetaSchema draft4 =
        JsonMetaSchema.builder(JsonMetaSchema.getV4())
            .keyword(new NonValidationKeyword("deprecated"))
            .build();
    return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(VersionFlag.V4))
        .metaSchema(draft4)
        .build();
  }

  /** Tells what Camel does not know or lacks, at most one finding a place. */
  void check(Node root, Mistakes mistakes) {
    Map<String, Node> places = new HashMap<>();
    JsonNode json = json(root, "", places);
    List<ValidationMessage> findings = new ArrayList<>(schema.validate(json));
    // A place that matches none of several shapes is told once for each: the deepest says most.
    findings.sort(
        Comparator.comparingInt(finding -> -finding.getInstanceLocation().getNameCount()));
    List<String> told = new ArrayList<>();
    for (ValidationMessage finding : findings) {
      String place = finding.getInstanceLocation().toString();
      if (told.stream().noneMatch(deeper -> deeper.equals(place) || deeper.startsWith(place + "/"))
          || isUnknownProperty(finding)) {
        told.add(place);
        Node node = places.getOrDefault(place, root);
        mistakes.add(line(finding, node), sentence(finding));
      }
    }
  }

  private static boolean isUnknownProperty(ValidationMessage finding) {
    return "additionalProperties".equals(finding.getType());
  }

  private static int line(ValidationMessage finding, Node node) {
    NodeTuple tuple = YamlTree.entries(node).get(String.valueOf(finding.getProperty()));
    return YamlTree.line(isUnknownProperty(finding) && tuple != null ? tuple.getKeyNode() : node);
  }

  private String sentence(ValidationMessage finding) {
    if (isUnknownProperty(finding)) {
      String property = finding.getProperty();
      return "Camel knows no '" + property + "' here." + meant(property, finding);
    }
    return "Camel does not take this: " + finding.getMessage().replaceFirst("^/[^:]*: ", "") + ".";
  }

  private String meant(String property, ValidationMessage finding) {
    JsonNode here = finding.getSchemaNode();
    List<String> known = new ArrayList<>();
    if (here != null) {
      here.path("properties").fieldNames().forEachRemaining(known::add);
    }
    return Suggestion.nearest(property, known.isEmpty() ? words : known)
        .map(name -> " Did you mean '" + name + "'?")
        .orElse("");
  }

  private static Set<String> words(JsonNode schema) {
    Set<String> words = new TreeSet<>();
    schema.findValues("properties").forEach(p -> p.fieldNames().forEachRemaining(words::add));
    return words;
  }

  private static JsonNode json(Node node, String place, Map<String, Node> places) {
    places.put(place, node);
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (NodeTuple tuple : mapping.getValue()) {
        String key = YamlTree.text(tuple.getKeyNode());
        String below = place + "/" + key.replace("~", "~0").replace("/", "~1");
        object.set(key, json(tuple.getValueNode(), below, places));
      }
      return object;
    }
    if (!YamlTree.items(node).isEmpty() || node.getTag().getValue().endsWith(":seq")) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      List<Node> items = YamlTree.items(node);
      for (int i = 0; i < items.size(); i++) {
        array.add(json(items.get(i), place + "/" + i, places));
      }
      return array;
    }
    return scalar(node);
  }

  private static JsonNode scalar(Node node) {
    String text = YamlTree.text(node);
    String tag = node.getTag().getValue();
    if (tag.endsWith(":null")) {
      return JsonNodeFactory.instance.nullNode();
    } else if (tag.endsWith(":bool")) {
      return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text));
    } else if (tag.endsWith(":int")) {
      return JsonNodeFactory.instance.numberNode(new BigDecimal(text).toBigInteger());
    } else if (tag.endsWith(":float")) {
      return JsonNodeFactory.instance.numberNode(Double.parseDouble(text));
    }
    return JsonNodeFactory.instance.textNode(text);
  }
}
