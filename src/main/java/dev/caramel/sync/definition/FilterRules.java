package dev.caramel.sync.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarField;
import dev.caramel.sugar.SugarModule;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Sugar would take a filter as it is meant. A condition on a field without a column is
 * dropped silently and matches everything (reference 4.3), so it is refused here.
 */
final class FilterRules {
  private static final Logger log = LoggerFactory.getLogger(FilterRules.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> GROUPS = Set.of("$and", "$or");
  private static final Set<String> MACROS =
      Set.of("$owner", "$favorite", "$creator", "$tracker", "$following");
  private static final Set<String> OPERATORS =
      Set.of(
          "$equals",
          "$not_equals",
          "$in",
          "$not_in",
          "$starts",
          "$ends",
          "$contains",
          "$not_contains",
          "$gt",
          "$gte",
          "$lt",
          "$lte",
          "$between",
          "$dateBetween",
          "$dateRange",
          "$is_null",
          "$not_null",
          "$empty",
          "$not_empty",
          "$last_x_days",
          "$next_x_days",
          "$more_x_days_ago",
          "$more_x_days_ahead",
          "$more_than_x_days_ago",
          "$more_than_x_days_ahead",
          "$in_radius_from_coords",
          "$in_radius_from_zip");

  private final Sugar sugar;
  private final String connection;
  private final SugarModule module;
  private final Lines lines;
  private final Mistakes mistakes;
  private String text = "";

  FilterRules(Sugar sugar, String connection, SugarModule module, Lines lines, Mistakes mistakes) {
    this.sugar = sugar;
    this.connection = connection;
    this.module = module;
    this.lines = lines;
    this.mistakes = mistakes;
  }

  void check(@Nullable String filter) {
    if (filter == null) {
      return;
    }
    this.text = filter;
    try {
      JsonNode conditions = JSON.readTree(filter);
      if (conditions.isArray()) {
        checkAll(conditions);
      }
    } catch (JsonProcessingException e) {
      log.debug("The reader of the file has told it with its line: {}", e.getOriginalMessage());
    }
  }

  private void checkAll(JsonNode conditions) {
    for (JsonNode condition : conditions) {
      if (!condition.isObject()) {
        mistakes.add(
            lines.of("filter"),
            "The filter holds %s, which is no condition: one is written {\"field\":{\"$equals\":\"value\"}}."
                .formatted(condition));
      }
      for (Map.Entry<String, JsonNode> entry : condition.properties()) {
        checkCondition(entry.getKey(), entry.getValue());
      }
    }
  }

  private void checkCondition(String key, JsonNode value) {
    if (GROUPS.contains(key)) {
      if (value.isArray()) {
        checkAll(value);
      } else {
        mistakes.add(line(key), "'%s' in the filter takes an array of conditions.".formatted(key));
      }
    } else if (key.startsWith("$")) {
      if (!MACROS.contains(key)) {
        mistakes.add(
            line(key),
            "Sugar's filters know no '%s'.".formatted(key)
                + Suggestion.nearest(key, MACROS)
                    .or(() -> Suggestion.nearest(key, GROUPS))
                    .map(name -> " Did you mean '" + name + "'?")
                    .orElse(""));
      }
    } else {
      checkField(key);
      checkOperators(value);
    }
  }

  private void checkOperators(JsonNode value) {
    if (!value.isObject()) {
      return;
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (!OPERATORS.contains(entry.getKey())) {
        mistakes.add(
            line(entry.getKey()),
            "Sugar's filters know no operator '%s'.".formatted(entry.getKey())
                + Suggestion.nearest(entry.getKey(), OPERATORS)
                    .map(name -> " Did you mean '" + name + "'?")
                    .orElse(""));
      }
    }
  }

  private void checkField(String key) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      checkField(key, key, module);
      return;
    }
    String link = key.substring(0, dot);
    Optional<SugarField> linkField = module.field(link);
    if (linkField.isEmpty()) {
      mistakes.add(line(key), SugarRules.noSuchField(module, link));
      return;
    }
    // Links of stock modules are named after the module that they lead to.
    String related = Character.toUpperCase(link.charAt(0)) + link.substring(1);
    if (sugar.modules(connection).contains(related)) {
      sugar
          .module(connection, related)
          .ifPresent(other -> checkField(key, key.substring(dot + 1), other));
    }
  }

  private void checkField(String key, String name, SugarModule owner) {
    Optional<SugarField> field = owner.field(name);
    if (field.isEmpty()) {
      mistakes.add(line(key), SugarRules.noSuchField(owner, name));
    } else if (!field.get().filterable()) {
      mistakes.add(
          line(key),
          "Sugar would drop the condition on '%s' silently, and the filter would match everything: the field has no column in its database. Filter by one that has%s."
              .formatted(key, name.endsWith("name") ? ", such as last_name" : ""));
    }
  }

  private int line(String key) {
    int at = text.indexOf('"' + key + '"');
    long below = text.substring(0, Math.max(at, 0)).chars().filter(c -> c == '\n').count();
    return lines.of(DefinitionReader.FILTER_TEXT) + (int) below;
  }
}
