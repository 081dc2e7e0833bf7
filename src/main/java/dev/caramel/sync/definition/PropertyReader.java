package dev.caramel.sync.definition;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads the properties of one mapping by their type. What is not of its type is told as a mistake,
 * and its default is given, so that the rest of the file is still read.
 */
final class PropertyReader {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})\\s*%?");

  private final Node node;
  private final Map<String, NodeTuple> entries;
  private final Mistakes mistakes;

  PropertyReader(Node node, Mistakes mistakes) {
    this.node = node;
    this.mistakes = mistakes;
    this.entries = YamlTree.entries(node);
  }

  /** Tells each property that is not among the known ones. */
  void refuseUnknown(String owner, Collection<String> known) {
    if (!(node instanceof MappingNode)) {
      mistakes.add(
          node, owner + " needs properties of its own, such as " + String.join(", ", known) + ".");
      return;
    }
    entries.forEach(
        (key, tuple) -> {
          if (!known.contains(key)) {
            mistakes.add(
                tuple.getKeyNode(),
                owner + " has no property '" + key + "'." + Suggestion.sentence(key, known));
          }
        });
  }

  boolean has(String property) {
    return entries.containsKey(property);
  }

  /** Value of a property, or null where it is missing or empty. */
  @Nullable Node value(String property) {
    NodeTuple tuple = entries.get(property);
    return tuple == null || YamlTree.isNull(tuple.getValueNode()) ? null : tuple.getValueNode();
  }

  /** Line of a property, or of the whole where it is missing. */
  int line(String property) {
    NodeTuple tuple = entries.get(property);
    return YamlTree.line(tuple == null ? node : tuple.getKeyNode());
  }

  /** A text; null where the property is missing. Empty text is a mistake. */
  @Nullable String text(String property) {
    if (!has(property)) {
      return null;
    }
    Node value = value(property);
    if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue().strip();
    }
    mistakes.add(
        line(property),
        "'"
            + property
            + "' is "
            + (value == null || value instanceof ScalarNode ? "empty" : "no text")
            + ": give it a text, or leave it out.");
    return null;
  }

  /** A text that must be there; an empty one where it is not, and the mistake is told. */
  String requiredText(String property, String advice) {
    if (!has(property)) {
      mistakes.add(node, "The property '" + property + "' is missing: " + advice);
    }
    String text = text(property);
    return text == null ? "" : text;
  }

  /** True or false. */
  boolean flag(String property, boolean otherwise) {
    if (!has(property)) {
      return otherwise;
    }
    String text = YamlTree.text(value(property));
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    mistakes.add(line(property), "'" + property + "' is '" + text + "': it may be true or false.");
    return otherwise;
  }

  /** One of the words of an enum, written in lower case with dashes. */
  <E extends Enum<E>> E word(String property, Class<E> type, E otherwise) {
    return has(property)
        ? word(property, value(property), line(property), type, otherwise)
        : otherwise;
  }

  <E extends Enum<E>> E word(
      String name, @Nullable Node value, int line, Class<E> type, E otherwise) {
    String text = YamlTree.text(value);
    for (E constant : type.getEnumConstants()) {
      if (written(constant).equals(text)) {
        return constant;
      }
    }
    List<String> words = List.of(type.getEnumConstants()).stream().map(this::written).toList();
    mistakes.add(
        line, "'" + name + "' is '" + text + "': it may be " + String.join(", ", words) + ".");
    return otherwise;
  }

  private String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A share of 0 to 100 percent, written as {@code 20 %}, {@code 20%} or {@code 20}. */
  int percent(String property, int otherwise) {
    if (!has(property)) {
      return otherwise;
    }
    String text = YamlTree.text(value(property)).strip();
    Matcher matcher = PERCENT.matcher(text);
    if (matcher.matches() && Integer.parseInt(matcher.group(1)) <= 100) {
      return Integer.parseInt(matcher.group(1));
    }
    mistakes.add(
        line(property),
        "'" + property + "' is '" + text + "': it may be a share from 0 % to 100 %, such as 20 %.");
    return otherwise;
  }
}
