package dev.caramel.sync.definition;

import dev.caramel.sync.ListSync;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * Reads a sync file: its definition from the YAML nodes, because Camel's binder would sort and
 * mangle the columns, and the rest of it as a route file with its line numbers unchanged.
 */
public final class SyncFileReader {
  /** Type of the bean that holds the definition. */
  public static final String TYPE = ListSync.class.getName();

  /** The list's view is named by the id, and PostgreSQL cuts longer names silently. */
  private static final int LONGEST_ID = 63;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");
  private static final List<String> BEAN = List.of("name", "type", "properties");

  private final RouteFileReader routeFileReader;

  /**
   * A reader of sync files.
   *
   * @param routeFileReader reads what is left when the definition is taken out
   */
  public SyncFileReader(RouteFileReader routeFileReader) {
    this.routeFileReader = routeFileReader;
  }

  private record Found(NodeTuple beans, Node bean) {}

  /**
   * Reads a file.
   *
   * @param path path below the routes directory, with forward slashes
   * @param text the whole text
   */
  public SyncFile read(String path, String text) {
    Mistakes mistakes = new Mistakes();
    Optional<Node> root = YamlTree.compose(text, mistake -> {});
    List<Found> found = root.map(SyncFileReader::definitions).orElse(List.of());
    if (found.isEmpty()) {
      RouteFile file = routeFileReader.read(path, text);
      mistakes.addAll(file.mistakes());
      root.ifPresent(node -> tellMissing(node, mistakes));
      return new SyncFile(file, null, new Lines(Map.of(), Map.of()), mistakes.all());
    }
    for (Found other : found.subList(1, found.size())) {
      mistakes.add(other.bean(), "A file holds one list: give this one a file of its own.");
    }
    String rest = text;
    for (int i = found.size() - 1; i >= 0; i--) {
      rest = BeanBlanking.withoutBean(rest, found.get(i).beans(), found.get(i).bean());
    }
    return read(path, rest, found.get(0).bean(), mistakes);
  }

  private SyncFile read(String path, String rest, Node bean, Mistakes mistakes) {
    RouteFile file = routeFileReader.read(path, rest);
    mistakes.addAll(file.mistakes());
    YamlTree.refuseDuplicates(bean, mistakes);
    checkNames(file.stem(), bean, mistakes);
    Node properties = YamlTree.value(bean, "properties");
    DefinitionReader reader =
        new DefinitionReader(properties == null ? bean : properties, mistakes);
    ListSync definition = properties == null ? null : reader.read(file.stem());
    if (properties == null) {
      mistakes.add(bean, "The bean has no 'properties': list, module, columns, pull or push.");
    }
    new SyncRouteRules(file, mistakes).check();
    return new SyncFile(file, definition, reader.lines(), mistakes.all());
  }

  private static List<Found> definitions(Node root) {
    List<Found> found = new ArrayList<>();
    for (Node item : YamlTree.items(root)) {
      NodeTuple beans = YamlTree.entries(item).get("beans");
      if (beans != null) {
        for (Node bean : YamlTree.items(beans.getValueNode())) {
          if (TYPE.equals(YamlTree.text(YamlTree.value(bean, "type")))) {
            found.add(new Found(beans, bean));
          }
        }
      }
    }
    return found;
  }

  private static void tellMissing(Node root, Mistakes mistakes) {
    for (Node item : YamlTree.items(root)) {
      for (Node bean : YamlTree.items(YamlTree.value(item, "beans"))) {
        String type = YamlTree.text(YamlTree.value(bean, "type"));
        if (Suggestion.nearest(type, List.of(TYPE, "ListSync")).isPresent()) {
          mistakes.add(bean, "The bean's type is '%s'. Did you mean '%s'?".formatted(type, TYPE));
          return;
        }
      }
    }
    mistakes.add(
        root,
        "The file has no list: it needs a bean of the type %s under 'beans'.".formatted(TYPE));
  }

  private static void checkNames(String stem, Node bean, Mistakes mistakes) {
    new PropertyReader(bean, mistakes).refuseUnknown("The list's bean", BEAN);
    @Nullable Node name = YamlTree.value(bean, "name");
    if (!stem.equals(YamlTree.text(name))) {
      mistakes.add(
          name == null ? bean : name,
          "The bean is named '%s', but the file '%s': file, bean and route have one name. Name the bean '%s', or rename the file."
              .formatted(YamlTree.text(name), stem, stem));
    }
    int bytes = stem.getBytes(StandardCharsets.UTF_8).length;
    if (!ID.matcher(stem).matches()) {
      mistakes.add(
          1,
          "The file name '%s' cannot be an id: it may have letters, digits, '-' and '_', and begins with a letter or digit, such as all-sugar-leads."
              .formatted(stem));
    } else if (bytes > LONGEST_ID) {
      mistakes.add(
          1,
          "The file name '%s' is %d characters long: an id may have up to %d, because it names the list's view."
              .formatted(stem, bytes, LONGEST_ID));
    }
  }
}
