package dev.caramel.sync.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.ListSync.Column;
import dev.caramel.sync.ListSync.FullPull;
import dev.caramel.sync.ListSync.PullRules;
import dev.caramel.sync.ListSync.PushRules;
import dev.caramel.sync.ListSync.Sweep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the bean of one sync file into its definition, by the rules that need nobody else. */
final class DefinitionReader {
  private static final List<String> PROPERTIES =
      List.of(
          "list",
          "account",
          "connection",
          "module",
          "filter",
          "targetList",
          "team",
          "columns",
          "pull",
          "push",
          "conflict",
          "transform",
          "pushBlanks",
          "excludeConverted",
          "sweep",
          "fullPull",
          "removalLimit");
  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int REMOVAL_LIMIT = 20;

  /** Key, among the lines, of the line in which the filter's text begins. */
  static final String FILTER_TEXT = "filter text";

  private final PropertyReader properties;
  private final Node node;
  private final Mistakes mistakes;
  private final ColumnReader columnReader;

  DefinitionReader(Node node, Mistakes mistakes) {
    this.node = node;
    this.mistakes = mistakes;
    this.properties = new PropertyReader(node, mistakes);
    this.columnReader = new ColumnReader(mistakes);
  }

  /** The definition as far as it can be read; whether it is right, the mistakes say. */
  ListSync read(String id) {
    properties.refuseUnknown("A sync", PROPERTIES);
    List<Column> columns =
        columnReader.read(properties.value("columns"), properties.line("columns"));
    RuleReader rules = new RuleReader(properties, columns, mistakes);
    PullRules pull = rules.pull();
    PushRules push = rules.push();
    if (!properties.has("pull") && !properties.has("push")) {
      mistakes.add(node, "The sync has neither 'pull' nor 'push': give it one of them, or both.");
    }
    return new ListSync(
        id,
        properties.requiredText("list", "name the list for people, such as All Sugar Leads."),
        account(),
        properties.text("connection"),
        properties.requiredText("module", "name Sugar's module, such as Leads."),
        filter(),
        targetList(),
        properties.text("team"),
        columns,
        pull,
        push,
        rules.conflicts(pull, push),
        transform(),
        properties.flag("pushBlanks", false),
        properties.flag("excludeConverted", false),
        properties.word("sweep", Sweep.class, Sweep.DAILY),
        properties.word("fullPull", FullPull.class, FullPull.WEEKLY),
        properties.percent("removalLimit", REMOVAL_LIMIT));
  }

  /** Where its parts stand. */
  Lines lines() {
    Map<String, Integer> lines = new LinkedHashMap<>();
    lines.put("", YamlTree.line(node));
    YamlTree.entries(node).forEach((key, tuple) -> lines.put(key, properties.line(key)));
    if (properties.value("filter") != null) {
      lines.put(FILTER_TEXT, YamlTree.firstTextLine(properties.value("filter")));
    }
    return new Lines(lines, columnReader.lines());
  }

  private String account() {
    String account = properties.text("account");
    return account == null ? "default" : account;
  }

  private @Nullable String filter() {
    String filter = properties.text("filter");
    if (filter == null) {
      return null;
    }
    try {
      JsonNode json = JSON.readTree(filter);
      if (!json.isArray()) {
        mistakes.add(
            properties.line("filter"),
            "'filter' is no JSON array: Sugar takes conditions in brackets, such as"
                + " [{\"status\":{\"$equals\":\"New\"}}].");
      }
    } catch (JsonProcessingException e) {
      int line = YamlTree.firstTextLine(properties.value("filter")) + linesBelow(e);
      mistakes.add(line, "'filter' is no JSON: " + e.getOriginalMessage() + ".");
    }
    return filter;
  }

  private static int linesBelow(JsonProcessingException e) {
    return e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr() - 1);
  }

  private @Nullable String targetList() {
    String targetList = properties.text("targetList");
    if (targetList != null && properties.has("filter")) {
      mistakes.add(
          properties.line("filter"),
          "'filter' and 'targetList' are two sources: a list is made of one of them. Keep one.");
    }
    return targetList;
  }

  private @Nullable String transform() {
    String transform = properties.text("transform");
    if (transform != null && !transform.startsWith("direct:")) {
      mistakes.add(
          properties.line("transform"),
          "'transform' is '%s': it names a route that begins with 'direct:', such as direct:clean-phone-numbers."
              .formatted(transform));
    }
    return transform;
  }
}
