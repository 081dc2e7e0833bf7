package dev.caramel.sync.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of Sugar's records, as its users read them. */
final class SugarNames {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MANY = 1000;

  private final Sugar sugar;

  SugarNames(Sugar sugar) {
    this.sugar = sugar;
  }

  /** Names of the records of a module: those of that name, or up to a thousand. */
  List<String> of(String connection, String module, @Nullable String name) {
    ObjectNode body = JSON.createObjectNode().put("fields", "name,name_2").put("max_num", MANY);
    if (module.equals("ProspectLists")) {
      body.put("fields", "name");
    }
    if (name != null) {
      body.putArray("filter").addObject().putObject("name").put("$equals", name);
    }
    return sugar.call(
        SugarRequest.read(
            connection,
            module + "/filter",
            body.toString(),
            "looking up names of " + module,
            answer -> {
              List<String> names = new ArrayList<>();
              for (JsonNode record : JSON.readTree(answer).path("records")) {
                String second = record.path("name_2").asText("");
                String first = record.path("name").asText("");
                // Sugar shows a private team under both of its names.
                names.add(second.isBlank() ? first : first + " " + second);
              }
              return names;
            }));
  }
}
