package dev.caramel.sync.trust;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list of leads as a test defines it: the YAML for the program, and the same rules once more for
 * the judgement of what came of it.
 *
 * @param id id of the sync
 * @param statuses statuses that the filter lets through; empty for no filter
 * @param team name of the team, or null
 * @param targetList id of the target list, or null
 * @param withoutConverted whether converted leads are left out
 * @param columns field by column
 * @param more further properties, as YAML lines
 */
record ListDefinition(
    String id,
    List<String> statuses,
    @Nullable String team,
    @Nullable String targetList,
    boolean withoutConverted,
    Map<String, String> columns,
    String more) {

  /** All leads of these statuses, with three columns, whatever share of them leaves. */
  static ListDefinition ofStatuses(String id, String... statuses) {
    return new ListDefinition(
        id,
        List.of(statuses),
        null,
        null,
        false,
        Map.of("Email", "email", "First Name", "first_name", "City", "primary_address_city"),
        "removalLimit: 100 %");
  }

  ListDefinition with(String property) {
    return new ListDefinition(
        id, statuses, team, targetList, withoutConverted, columns, more + "\n" + property);
  }

  /** The definition's properties. */
  String yaml() {
    StringBuilder yaml = new StringBuilder("list: " + id + "\nmodule: Leads\n");
    if (!statuses.isEmpty()) {
      yaml.append("filter: |\n  [{\"status\":{\"$in\":[\"")
          .append(String.join("\",\"", statuses))
          .append("\"]}}]\n");
    }
    if (team != null) {
      yaml.append("team: ").append(team).append('\n');
    }
    if (targetList != null) {
      yaml.append("targetList: ").append(targetList).append('\n');
    }
    yaml.append("excludeConverted: ").append(withoutConverted).append("\ncolumns:\n");
    columns.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            column ->
                yaml.append("  ")
                    .append(column.getKey())
                    .append(": ")
                    .append(column.getValue())
                    .append('\n'));
    yaml.append("pull:\n  add: true\n  remove: true\n  update: ")
        .append(columns.keySet().stream().sorted().collect(Collectors.joining(", ")))
        .append('\n');
    return yaml.append(more).append('\n').toString();
  }
}
