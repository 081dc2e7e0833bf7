package dev.caramel.sugar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What people call modules and fields, from {@code /lang/<language>} (reference 7.4).
 *
 * @param modules module titles
 * @param strings label texts by module and key
 * @param common label texts of the whole application, by key
 */
record SugarLabels(
    Map<String, String> modules,
    Map<String, Map<String, String>> strings,
    Map<String, String> common) {
  static final SugarLabels NONE = new SugarLabels(Map.of(), Map.of(), Map.of());

  static SugarLabels of(JsonNode language) {
    Map<String, Map<String, String>> strings = new HashMap<>();
    language
        .path("mod_strings")
        .properties()
        .forEach(module -> strings.put(module.getKey(), texts(module.getValue())));
    return new SugarLabels(
        texts(language.path("app_list_strings").path("moduleList")),
        strings,
        texts(language.path("app_strings")));
  }

  String module(String name) {
    return modules.getOrDefault(name, name);
  }

  /** Label of a field; its name where there is none. */
  String field(String module, JsonNode field) {
    String key = field.path("vname").asText("");
    String text = strings.getOrDefault(module, Map.of()).getOrDefault(key, common.get(key));
    if (text == null || text.isBlank()) {
      text = field.path("labelValue").asText("");
    }
    String bare = text.strip().replaceFirst("\\s*:$", "");
    return bare.isEmpty() ? field.path("name").asText("") : bare;
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new HashMap<>();
    node.properties()
        .forEach(
            entry -> {
              if (entry.getValue().isTextual()) {
                texts.put(entry.getKey(), entry.getValue().textValue());
              }
            });
    return texts;
  }
}
