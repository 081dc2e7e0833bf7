package dev.caramel.sync.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarException;
import dev.caramel.sugar.SugarRequest;
import dev.caramel.sync.ListSync;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the target list and the team that a definition names exist in Sugar. */
final class SourceRules {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MANY = 1000;

  private final Sugar sugar;
  private final String connection;
  private final Lines lines;
  private final Mistakes mistakes;

  SourceRules(Sugar sugar, String connection, Lines lines, Mistakes mistakes) {
    this.sugar = sugar;
    this.connection = connection;
    this.lines = lines;
    this.mistakes = mistakes;
  }

  void check(ListSync sync) {
    if (sync.targetList() != null) {
      checkTargetList(sync.targetList());
    }
    if (sync.team() != null) {
      checkTeam(sync.team());
    }
  }

  private void checkTargetList(String nameOrId) {
    List<String> same = names("ProspectLists", nameOrId);
    long exact = same.stream().filter(nameOrId::equals).count();
    if (exact > 1) {
      mistakes.add(
          lines.of("targetList"),
          "Sugar has %d target lists named '%s': write the id of the one that is meant."
              .formatted(exact, nameOrId));
    } else if (exact == 0 && !exists("ProspectLists", nameOrId)) {
      mistakes.add(
          lines.of("targetList"),
          "Sugar has no target list '%s', or its user may not see it.".formatted(nameOrId)
              + Suggestion.sentence(nameOrId, names("ProspectLists", null)));
    }
  }

  private void checkTeam(String name) {
    if (!names("Teams", name).contains(name)) {
      List<String> all = names("Teams", null);
      if (!all.contains(name)) {
        mistakes.add(
            lines.of("team"),
            "Sugar has no team '%s', or its user may not see it; the name is compared exactly."
                    .formatted(name)
                + Suggestion.sentence(name, all));
      }
    }
  }

  /** Names of the records of a module: those of that name, or up to a thousand. */
  private List<String> names(String module, @Nullable String name) {
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

  private boolean exists(String module, String id) {
    String path = module + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    try {
      return sugar.call(
          SugarRequest.get(
              connection,
              path,
              Map.of("fields", "id"),
              "looking up a record of " + module,
              answer -> JSON.readTree(answer).hasNonNull("id")));
    } catch (SugarException.NotFound e) {
      return false;
    }
  }
}
