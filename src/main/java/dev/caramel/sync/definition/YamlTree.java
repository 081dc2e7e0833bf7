package dev.caramel.sync.definition;

import dev.caramel.sync.Mistake;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The nodes of a YAML text, before anything is made of them: keys exactly as written, in their
 * order, duplicates included, each with its place in the text.
 */
final class YamlTree {
  private YamlTree() {}

  /**
   * Reads a text.
   *
   * @return the root, or empty if the text is empty or broken; then the mistake was told
   */
  static Optional<Node> compose(String text, Consumer<Mistake> mistakes) {
    try {
      return new Compose(LoadSettings.builder().setUseMarks(true).build()).composeString(text);
    } catch (MarkedYamlEngineException e) {
      mistakes.accept(syntaxMistake(e));
    } catch (YamlEngineException e) {
      mistakes.accept(new Mistake(1, "This is no YAML: " + e.getMessage()));
    }
    return Optional.empty();
  }

  private static Mistake syntaxMistake(MarkedYamlEngineException e) {
    Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
    String where = mark.map(m -> " (column " + (m.getColumn() + 1) + ")").orElse("");
    String context = e.getContext() == null ? "" : e.getContext() + ": ";
    return new Mistake(
        mark.map(m -> m.getLine() + 1).orElse(1),
        "This is no YAML" + where + ": " + context + e.getProblem() + ".");
  }

  /** Line of a node, from 1. */
  static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  /** Line in which the text of a scalar begins: a block's is the one below its {@code |}. */
  static int firstTextLine(@Nullable Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      return 1;
    }
    ScalarStyle style = scalar.getScalarStyle();
    return line(node) + (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED ? 1 : 0);
  }

  /** Text of a scalar; empty text for anything else. */
  static String text(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /** Whether a node is an empty value, as in {@code key:}. */
  static boolean isNull(Node node) {
    return node.getTag().getValue().endsWith(":null");
  }

  /** Entries of a mapping by key, in their order; of duplicates the first. */
  static Map<String, NodeTuple> entries(@Nullable Node node) {
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(tuple -> entries.putIfAbsent(text(tuple.getKeyNode()), tuple));
    }
    return entries;
  }

  /** Value of a key, or null. */
  static @Nullable Node value(@Nullable Node node, String key) {
    NodeTuple tuple = entries(node).get(key);
    return tuple == null ? null : tuple.getValueNode();
  }

  /** Items of a sequence; none for anything else. */
  static List<Node> items(@Nullable Node node) {
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
  }

  /** Tells each key that stands twice in one mapping, anywhere below a node. */
  static void refuseDuplicates(Node node, Mistakes mistakes) {
    if (node instanceof MappingNode mapping) {
      Map<String, Integer> first = new LinkedHashMap<>();
      for (NodeTuple tuple : mapping.getValue()) {
        String key = text(tuple.getKeyNode());
        Integer before = first.putIfAbsent(key, line(tuple.getKeyNode()));
        if (before != null) {
          mistakes.add(
              tuple.getKeyNode(),
              "'" + key + "' stands here twice, first in line " + before + ": keep one of them.");
        }
        refuseDuplicates(tuple.getValueNode(), mistakes);
      }
    }
    items(node).forEach(item -> refuseDuplicates(item, mistakes));
  }
}
