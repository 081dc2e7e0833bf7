package dev.caramel.sandbox.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The field tables under {@code sandbox/modules/}. Two keys of a field are not Sugar's: {@code
 * label}, its English text, and {@code since}, the first release that has it.
 *
 * @param modules the modules by name
 * @param labels by module and label key, the English text with its colon
 */
record ModuleFiles(Map<String, SugarModule> modules, Map<String, Map<String, String>> labels) {

  private static final List<String> NAMES =
      List.of(
          "Accounts",
          "Contacts",
          "Leads",
          "Prospects",
          "ProspectLists",
          "Campaigns",
          "Users",
          "Teams",
          "EmailAddresses");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> ATTRIBUTES =
      new TypeReference<>() {};

  static ModuleFiles read(Release release) {
    Map<String, SugarModule> modules = new LinkedHashMap<>();
    Map<String, Map<String, String>> labels = new LinkedHashMap<>();
    for (String name : NAMES) {
      JsonNode file = Resources.json("modules/" + name + ".json");
      Map<String, String> texts = new LinkedHashMap<>();
      modules.put(
          name,
          new SugarModule(
              name,
              file.path("singular").asText(),
              fields(file.path("fields"), release, texts),
              links(file.path("links"))));
      labels.put(name, texts);
    }
    return new ModuleFiles(modules, labels);
  }

  private static LinkedHashMap<String, SugarField> fields(
      JsonNode table, Release release, Map<String, String> labels) {
    LinkedHashMap<String, SugarField> fields = new LinkedHashMap<>();
    for (JsonNode line : table) {
      Map<String, Object> attributes = JSON.convertValue(line, ATTRIBUTES);
      Object since = attributes.remove("since");
      String label = attributes.remove("label").toString();
      if (since == null || release.has(Release.of(since.toString()))) {
        SugarField field = SugarField.of(Collections.unmodifiableMap(attributes));
        fields.put(field.name(), field);
        labels.put(field.labelKey(), label);
      }
    }
    return fields;
  }

  private static Map<String, SugarLink> links(JsonNode list) {
    Map<String, SugarLink> links = new LinkedHashMap<>();
    for (JsonNode link : list) {
      String name = link.path("name").asText();
      links.put(
          name,
          new SugarLink(name, link.path("module").asText(), link.path("relationship").asText()));
    }
    return Collections.unmodifiableMap(links);
  }
}
