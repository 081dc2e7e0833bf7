package dev.caramel.sync.definition;

import dev.caramel.sync.ListSync.Column;
import dev.caramel.sync.ListSync.Conflict;
import dev.caramel.sync.ListSync.PullRules;
import dev.caramel.sync.ListSync.PushRules;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the rules of a sync: pull, push, and who wins where both update a column. */
final class RuleReader {
  private static final List<String> PULL = List.of("add", "remove", "update");
  private static final List<String> PUSH = List.of("add", "update", "segment");

  private final PropertyReader properties;
  private final List<Column> columns;
  private final Mistakes mistakes;

  RuleReader(PropertyReader properties, List<Column> columns, Mistakes mistakes) {
    this.properties = properties;
    this.columns = columns;
    this.mistakes = mistakes;
  }

  /** The pull's rules, or null where the list is only pushed. */
  @Nullable PullRules pull() {
    PropertyReader rules = block("pull", PULL);
    if (rules == null) {
      return null;
    }
    return new PullRules(
        rules.flag("add", false), rules.flag("remove", false), update("pull", rules));
  }

  /** The push's rules, or null where the list is only pulled. */
  @Nullable PushRules push() {
    PropertyReader rules = block("push", PUSH);
    if (rules == null) {
      return null;
    }
    boolean add = rules.flag("add", false);
    if (add && !columns.isEmpty() && columns.stream().noneMatch(c -> c.field().equals("email"))) {
      mistakes.add(
          rules.line("add"),
          "Push adds members by their email address, but no column is mapped to the field 'email':"
              + " add one, such as 'Email: email'.");
    }
    return new PushRules(add, update("push", rules), rules.text("segment"));
  }

  private @Nullable PropertyReader block(String name, List<String> known) {
    if (!properties.has(name)) {
      return null;
    }
    Node node = properties.value(name);
    if (node == null) {
      mistakes.add(
          properties.line(name),
          "'%s' has no rules: give it %s, or leave it out.".formatted(name, join(known)));
      return null;
    }
    PropertyReader rules = new PropertyReader(node, mistakes);
    rules.refuseUnknown("'" + name + "'", known);
    return rules;
  }

  private Set<String> update(String direction, PropertyReader rules) {
    Node node = rules.value("update");
    Set<String> names = new LinkedHashSet<>();
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> name(direction, item, YamlTree.text(item), names));
    } else if (node instanceof ScalarNode scalar) {
      split(scalar.getValue()).forEach(name -> name(direction, node, name, names));
    } else if (rules.has("update")) {
      mistakes.add(
          rules.line("update"),
          "'update' of %s names no column: write the columns' names with commas between them."
              .formatted(direction));
    }
    return names;
  }

  /** Names between commas; a name that holds a comma itself stands in a YAML list. */
  private Collection<String> split(String text) {
    if (columns.stream().anyMatch(column -> column.name().equals(text.strip()))) {
      return List.of(text.strip());
    }
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private void name(String direction, Node where, String name, Set<String> names) {
    if (columns.isEmpty() || columns.stream().anyMatch(column -> column.name().equals(name))) {
      names.add(name);
      return;
    }
    String meant =
        columns.stream()
            .filter(column -> column.field().equals(name))
            .findFirst()
            .map(
                column ->
                    " That is the Sugar field of the column '%s': name the column."
                        .formatted(column.name()))
            .orElseGet(() -> Suggestion.sentence(name, names()));
    mistakes.add(
        where,
        "%s updates '%s', which is no column of this list.".formatted(title(direction), name)
            + meant);
  }

  /** Who wins, by column; and whether each column that both directions update has such a rule. */
  Map<String, Conflict> conflicts(@Nullable PullRules pull, @Nullable PushRules push) {
    Map<String, Conflict> conflicts = readConflicts();
    if (pull != null && push != null) {
      pull.update().stream()
          .filter(push.update()::contains)
          .filter(column -> !conflicts.containsKey(column))
          .forEach(
              column ->
                  mistakes.add(
                      properties.line(properties.has("conflict") ? "conflict" : "push"),
                      ("Pull and push both update '%s': say who wins where both sides changed it,"
                              + " under 'conflict', as '%s: sugar', '%s: list' or '%s: newest'.")
                          .formatted(column, column, column, column)));
    }
    return conflicts;
  }

  private Map<String, Conflict> readConflicts() {
    Map<String, Conflict> conflicts = new LinkedHashMap<>();
    Node node = properties.value("conflict");
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        String column = YamlTree.text(tuple.getKeyNode());
        if (!columns.isEmpty() && !names().contains(column)) {
          mistakes.add(
              tuple.getKeyNode(),
              "'conflict' names '%s', which is no column of this list.".formatted(column)
                  + Suggestion.sentence(column, names()));
        }
        int line = YamlTree.line(tuple.getKeyNode());
        conflicts.put(
            column,
            properties.word(column, tuple.getValueNode(), line, Conflict.class, Conflict.SUGAR));
      }
    } else if (properties.has("conflict")) {
      mistakes.add(
          properties.line("conflict"),
          "'conflict' is read column by column: write '<column>: sugar', 'list' or 'newest' in a line of its own.");
    }
    return conflicts;
  }

  private List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  private static String title(String direction) {
    return Character.toUpperCase(direction.charAt(0)) + direction.substring(1);
  }

  private static String join(List<String> words) {
    return String.join(", ", words.subList(0, words.size() - 1))
        + " or "
        + words.get(words.size() - 1);
  }
}
