package dev.caramel.sync.definition;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads any route file and tells what its text alone shows to be wrong: broken YAML, duplicate
 * keys, steps and options that Camel does not know, schedules that Quartz does not take.
 */
public final class RouteFileReader {
  /** Keys whose text is an endpoint, in Camel's short form. */
  private static final Set<String> SHORT_FORMS = Set.of("to", "wireTap", "deadLetterUri");

  private static final Set<String> DYNAMIC = Set.of("toD", "enrich", "pollEnrich", "wireTap");

  private final CamelSchema schema;
  private final EndpointOptions endpointOptions;
  private final ScheduleRules scheduleRules;

  /**
   * A reader that knows the schema and the components of the Camel on the class path.
   *
   * @param clock tells whether a schedule lies in the past
   */
  public RouteFileReader(Clock clock) {
    this.schema = new CamelSchema();
    this.endpointOptions = new EndpointOptions();
    this.scheduleRules = new ScheduleRules(clock);
  }

  /**
   * Reads a file.
   *
   * @param path path below the routes directory, with forward slashes
   * @param text the whole text
   */
  public RouteFile read(String path, String text) {
    Mistakes mistakes = new Mistakes();
    int broken = text.indexOf('\uFFFD');
    if (broken >= 0) {
      long line = text.substring(0, broken).chars().filter(c -> c == '\n').count() + 1;
      mistakes.add((int) line, "The file is not in UTF-8: save it so.");
    }
    Optional<Node> root = YamlTree.compose(text, mistake -> mistakes.addAll(List.of(mistake)));
    if (root.isEmpty() && mistakes.isEmpty()) {
      mistakes.add(1, "The file is empty: it needs a route.");
    }
    return root.map(node -> read(path, text, node, mistakes))
        .orElseGet(() -> new RouteFile(path, text, List.of(), List.of(), mistakes.all()));
  }

  RouteFile read(String path, String text, Node root, Mistakes mistakes) {
    YamlTree.refuseDuplicates(root, mistakes);
    if (path.endsWith(".camel.yaml")) {
      schema.check(root, mistakes);
    }
    List<EndpointUse> uses = new ArrayList<>();
    collectUses(root, "", uses);
    uses.forEach(use -> endpointOptions.check(use, mistakes));
    uses.forEach(use -> scheduleRules.check(use, mistakes));
    return new RouteFile(
        path, KameletValues.marked(text, root), routes(root), List.copyOf(uses), mistakes.all());
  }

  private List<RouteFile.Route> routes(Node root) {
    List<RouteFile.Route> routes = new ArrayList<>();
    for (Node item : YamlTree.items(root)) {
      Node route = YamlTree.value(item, "route");
      if (route != null) {
        Node id = YamlTree.value(route, "id");
        Node from = YamlTree.value(route, "from");
        routes.add(
            new RouteFile.Route(
                YamlTree.text(id),
                YamlTree.line(id == null ? route : id),
                YamlTree.text(YamlTree.value(route, "description")).strip(),
                from == null ? noEndpoint(route) : use(from, true)));
      }
      Node bareFrom = YamlTree.value(item, "from");
      if (bareFrom != null) {
        routes.add(new RouteFile.Route("", YamlTree.line(bareFrom), "", use(bareFrom, true)));
      }
    }
    return List.copyOf(routes);
  }

  private static EndpointUse noEndpoint(Node route) {
    return EndpointUse.of("", YamlTree.line(route), Map.of(), Map.of(), true);
  }

  private void collectUses(Node node, String key, List<EndpointUse> uses) {
    if (node instanceof MappingNode mapping) {
      if (!DYNAMIC.contains(key) && YamlTree.value(node, "uri") != null) {
        uses.add(use(node, key.equals("from")));
      } else if (key.equals("kamelet") && YamlTree.value(node, "name") != null) {
        Node name = YamlTree.value(node, "name");
        uses.add(
            use(name, "kamelet:" + YamlTree.text(name), YamlTree.value(node, "parameters"), false));
      }
      for (NodeTuple tuple : mapping.getValue()) {
        String name = YamlTree.text(tuple.getKeyNode());
        if (!name.equals("parameters")) { // whose keys are options, not steps
          collectUses(tuple.getValueNode(), name, uses);
        }
      }
    } else if (node instanceof ScalarNode && SHORT_FORMS.contains(key)) {
      uses.add(use(node, YamlTree.text(node), null, false));
    }
    YamlTree.items(node).forEach(item -> collectUses(item, "", uses));
  }

  private static EndpointUse use(Node node, boolean consumer) {
    Node uri = YamlTree.value(node, "uri");
    return use(
        uri == null ? node : uri, YamlTree.text(uri), YamlTree.value(node, "parameters"), consumer);
  }

  private static EndpointUse use(
      Node uri, String written, @Nullable Node parameters, boolean consumer) {
    Map<String, String> options = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    YamlTree.entries(parameters)
        .forEach(
            (name, tuple) -> {
              options.put(name, YamlTree.text(tuple.getValueNode()));
              lines.put(name, YamlTree.line(tuple.getKeyNode()));
            });
    return EndpointUse.of(written, YamlTree.line(uri), options, lines, consumer);
  }
}
