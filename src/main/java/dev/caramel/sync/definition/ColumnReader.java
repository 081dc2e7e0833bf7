package dev.caramel.sync.definition;

import dev.caramel.sync.ListSync.Column;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the columns of a list: exact names, in the order of the file. */
final class ColumnReader {
  /** PostgreSQL cuts longer names silently, and each column is one of the list's view. */
  static final int LONGEST_NAME = 63;

  private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /** What a member is told by beside its columns: as a column they could not be told apart. */
  private static final Set<String> TAKEN = Set.of("id", "record", "optedOut", "invalidEmail");

  private final Mistakes mistakes;
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  ColumnReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  Map<String, Integer> lines() {
    return lines;
  }

  /**
   * Reads the columns.
   *
   * @param node value of {@code columns}, or null where there is none
   * @param line line of the property, or of the definition
   */
  List<Column> read(@Nullable Node node, int line) {
    if (!(node instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
      mistakes.add(
          line,
          "The property 'columns' is missing or empty: give each column a line, such as"
              + " 'Email: email' (list column: Sugar field).");
      return List.of();
    }
    List<Column> columns = new ArrayList<>();
    Map<String, String> columnsByField = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = YamlTree.text(tuple.getKeyNode());
      if (lines.putIfAbsent(name, YamlTree.line(tuple.getKeyNode())) != null) {
        continue; // told as a duplicate key
      }
      checkName(tuple.getKeyNode(), name);
      String field = field(tuple, name);
      String other = field.isEmpty() ? null : columnsByField.putIfAbsent(field, name);
      if (other != null) {
        mistakes.add(
            tuple.getKeyNode(),
            "The field '%s' is mapped to two columns, '%s' and '%s': keep one of them."
                .formatted(field, other, name));
        continue;
      }
      columns.add(new Column(name, field));
    }
    return List.copyOf(columns);
  }

  private void checkName(Node key, String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (!(key instanceof ScalarNode) || name.isBlank()) {
      mistakes.add(key, "A column has no name: write 'name: field'.");
    } else if (bytes > LONGEST_NAME) {
      mistakes.add(
          key,
          "The column name '%s' is %d bytes long: it may have up to %d, because it is a column of"
                  .formatted(name, bytes, LONGEST_NAME)
              + " the list's view.");
    } else if (CONTROL.matcher(name).find() || !name.equals(name.strip())) {
      mistakes.add(
          key,
          "The column name '%s' begins or ends with a blank, or holds a character that cannot be"
                  .formatted(name)
              + " seen: leave it out.");
    } else if (TAKEN.contains(name)) {
      mistakes.add(
          key,
          "A column cannot be named '%s': each member has an '%s' beside its columns. Choose another name."
              .formatted(name, name));
    }
  }

  private String field(NodeTuple tuple, String column) {
    Node value = tuple.getValueNode();
    String field = YamlTree.text(value).strip();
    if (!(value instanceof ScalarNode) || YamlTree.isNull(value) || field.isEmpty()) {
      mistakes.add(
          tuple.getKeyNode(),
          "The column '%s' has no field: write '%s: <name of the Sugar field>'."
              .formatted(column, column));
      return "";
    }
    if (!FIELD.matcher(field).matches()) {
      mistakes.add(
          value,
          "'%s' cannot be the name of a Sugar field: it has letters, digits and underscores only, such as first_name."
              .formatted(field));
    }
    return field;
  }
}
