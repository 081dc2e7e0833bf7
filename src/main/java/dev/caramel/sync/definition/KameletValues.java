package dev.caramel.sync.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Keeps the parameters of kamelets as they are written. Camel makes an address of them, in which
 * {@code &}, {@code +} and {@code %} mean something else: a text such as "Research &amp;
 * Development" would end at its sign. What holds such signs is marked as raw for Camel.
 */
final class KameletValues {
  private static final Pattern SIGNS = Pattern.compile("[&+%?#=]");

  private KameletValues() {}

  private record Place(int from, int to, String text) {}

  /** The text of a file with the parameters of its kamelets marked; all lines stay. */
  static String marked(String text, Node root) {
    List<Place> places = new ArrayList<>();
    collect(root, "", places);
    if (places.isEmpty()) {
      return text;
    }
    places.sort(Comparator.comparingInt(place -> -place.from()));
    int[] codePoints = text.codePoints().toArray();
    String marked = text;
    for (Place place : places) {
      int from = new String(codePoints, 0, place.from()).length();
      int to = new String(codePoints, 0, place.to()).length();
      marked = marked.substring(0, from) + place.text() + marked.substring(to);
    }
    return marked;
  }

  private static void collect(Node node, String key, List<Place> places) {
    if (node instanceof MappingNode mapping) {
      boolean kamelet =
          YamlTree.text(YamlTree.value(node, "uri")).startsWith("kamelet:")
              || key.equals("kamelet") && YamlTree.value(node, "name") != null;
      for (NodeTuple tuple : mapping.getValue()) {
        String name = YamlTree.text(tuple.getKeyNode());
        if (kamelet && name.equals("parameters")) {
          YamlTree.entries(tuple.getValueNode())
              .values()
              .forEach(parameter -> mark(parameter.getValueNode(), places));
        } else {
          collect(tuple.getValueNode(), name, places);
        }
      }
    }
    YamlTree.items(node).forEach(item -> collect(item, "", places));
  }

  private static void mark(Node value, List<Place> places) {
    String text = YamlTree.text(value);
    if (!(value instanceof ScalarNode)
        || !SIGNS.matcher(text).find()
        || text.startsWith("RAW")
        || text.contains("{{")
        || text.contains("\n")) {
      return;
    }
    String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"");
    places.add(
        new Place(
            value.getStartMark().map(Mark::getIndex).orElseThrow(),
            value.getEndMark().map(Mark::getIndex).orElseThrow(),
            "\"RAW(" + quoted + ")\""));
  }
}
