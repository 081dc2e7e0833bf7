package dev.caramel.sync.definition;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarException;
import dev.caramel.sugar.SugarRequest;
import dev.caramel.sync.ListSync;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Whether the target list and the team that a definition names exist in Sugar. */
final class SourceRules {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Sugar sugar;
  private final String connection;
  private final Lines lines;
  private final Mistakes mistakes;
  private final SugarNames sugarNames;
  private final TeamRules teams;

  SourceRules(Sugar sugar, String connection, Lines lines, Mistakes mistakes) {
    this.sugar = sugar;
    this.connection = connection;
    this.lines = lines;
    this.mistakes = mistakes;
    this.sugarNames = new SugarNames(sugar);
    this.teams = new TeamRules(sugar);
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
    List<String> same = sugarNames.of(connection, "ProspectLists", nameOrId);
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
              + Suggestion.sentence(nameOrId, sugarNames.of(connection, "ProspectLists", null)));
    }
  }

  private void checkTeam(String name) {
    teams.mistake(connection, name).ifPresent(text -> mistakes.add(lines.of("team"), text));
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
