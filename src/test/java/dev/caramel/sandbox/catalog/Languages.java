package dev.caramel.sandbox.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The language files under {@code sandbox/languages/}. English labels come from the field tables;
 * what a file of another language lacks is English, as in Sugar.
 */
final class Languages {

  static final String ENGLISH = "en_us";

  private static final List<String> CODES = List.of(ENGLISH, "de_DE", "es_ES");

  private final Map<String, JsonNode> files;
  private final Map<String, Map<String, String>> labels;

  private Languages(Map<String, JsonNode> files, Map<String, Map<String, String>> labels) {
    this.files = files;
    this.labels = labels;
  }

  static Languages read(Map<String, Map<String, String>> labels) {
    Map<String, JsonNode> files = new LinkedHashMap<>();
    for (String code : CODES) {
      files.put(code, Resources.json("languages/" + code + ".json"));
    }
    return new Languages(files, labels);
  }

  Map<String, String> dropdown(String list, String language) {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String code : List.of(ENGLISH, known(language))) {
      file(code)
          .path("app_list_strings")
          .path(list)
          .fields()
          .forEachRemaining(key -> keys.put(key.getKey(), key.getValue().asText()));
    }
    return keys;
  }

  ObjectNode tree(String language, Collection<SugarModule> modules) {
    JsonNode own = file(known(language));
    ObjectNode tree = file(ENGLISH).deepCopy();
    tree.remove("people_labels");
    for (String part : List.of("app_list_strings", "app_strings")) {
      own.path(part)
          .fields()
          .forEachRemaining(
              text -> tree.withObject("/" + part).set(text.getKey(), text.getValue()));
    }
    for (SugarModule module : modules) {
      ObjectNode texts = tree.withObject("/mod_strings/" + module.name());
      module.fields().values().forEach(field -> texts.put(field.labelKey(), label(module, field)));
      own.path("people_labels")
          .fields()
          .forEachRemaining(
              text -> {
                if (texts.has(text.getKey())) {
                  texts.set(text.getKey(), text.getValue());
                }
              });
    }
    return tree;
  }

  private String label(SugarModule module, SugarField field) {
    String recorded = labels.get(module.name()).get(field.labelKey());
    Object value = field.attributes().getOrDefault("labelValue", recorded);
    return value == null ? field.labelKey() : value.toString();
  }

  private ObjectNode file(String code) {
    return (ObjectNode) files.get(code);
  }

  private String known(String code) {
    return files.containsKey(code) ? code : ENGLISH;
  }
}
