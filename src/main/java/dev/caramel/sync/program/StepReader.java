package dev.caramel.sync.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.caramel.score.Condition;
import dev.caramel.sync.definition.Suggestion;
import dev.caramel.sync.program.StepTask.Match;
import dev.caramel.sync.program.StepTask.Source;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a step's kamelet, and tells what is wrong with them. */
public final class StepReader {
  /** Parameters of each kamelet, the required ones first. */
  static final Map<String, List<String>> PARAMETERS =
      Map.of(
          "change-field-value",
              List.of("list", "column", "value", "text", "from", "plus", "sheet", "segment"),
          "copy-field-value", List.of("list", "from", "to", "segment"),
          "clear-field-value", List.of("list", "column", "segment"),
          "normalise-field-value", List.of("list", "column", "as", "segment"),
          "remove-members", List.of("list", "column", "condition", "value", "segment"),
          "add-members", List.of("list", "to", "column", "condition", "value", "segment"));

  /** Words that the parameter {@code value} of change-field-value may be. */
  static final List<String> VALUES =
      List.of("behavioral-score", "profile-score", "total-score", "today", "empty");

  /** What a text can be normalised as. */
  static final List<String> FORMS = List.of("text", "email", "phone", "lower-case", "upper-case");

  private static final List<String> SOURCES = List.of("value", "text", "from", "plus");

  private final String kamelet;
  private final Map<String, String> parameters;
  private final Told told;

  /** Is told what is wrong, and with which parameter. */
  public interface Told {
    void wrong(String parameter, String message);
  }

  /**
   * A reader of one step.
   *
   * @param kamelet name of a kamelet that {@link #isStep} knows
   * @param parameters its parameters; an empty one counts as missing
   * @param told is told what is wrong
   */
  public StepReader(String kamelet, Map<String, String> parameters, Told told) {
    this.kamelet = kamelet;
    this.parameters = parameters;
    this.told = told;
  }

  /** Whether a kamelet is a step of maintenance programs. */
  public static boolean isStep(String kamelet) {
    return PARAMETERS.containsKey(kamelet);
  }

  /** The task, as far as it can be read; empty if something is wrong. */
  public Optional<StepTask> read() {
    List<String> known = PARAMETERS.getOrDefault(kamelet, List.of());
    parameters
        .keySet()
        .forEach(
            name -> {
              if (!known.contains(name)) {
                told.wrong(
                    name,
                    "The kamelet %s has no parameter '%s'.".formatted(kamelet, name)
                        + Suggestion.sentence(name, known));
              }
            });
    String list = required("list", "name the list by its id, such as all-sugar-leads.");
    StepTask task = list == null ? null : task(list);
    return Optional.ofNullable(task);
  }

  private @Nullable StepTask task(String list) {
    return switch (kamelet) {
      case "remove-members" -> {
        Match match = match(true);
        yield match == null ? null : new StepTask.Remove(list, match);
      }
      case "add-members" -> {
        String to = required("to", "name the other list by its id.");
        Match match = match(true);
        yield to == null || match == null ? null : new StepTask.Add(list, to, match);
      }
      default -> {
        String target = kamelet.equals("copy-field-value") ? "to" : "column";
        String column = required(target, "name the column that is changed.");
        Source source = source();
        yield column == null || source == null
            ? null
            : new StepTask.SetColumn(list, column, source, match(false));
      }
    };
  }

  private @Nullable Source source() {
    return switch (kamelet) {
      case "copy-field-value" -> {
        String from = required("from", "name the column that is copied.");
        yield from == null ? null : new StepTask.FromColumn(from);
      }
      case "clear-field-value" -> new StepTask.Empty();
      case "normalise-field-value" -> form(given("as") == null ? "text" : given("as"));
      default -> oneSource();
    };
  }

  private @Nullable Source form(String form) {
    if (FORMS.contains(form)) {
      return new StepTask.Normal(form);
    }
    told.wrong("as", oneOf("as", form, FORMS));
    return null;
  }

  private @Nullable Source oneSource() {
    List<String> given = SOURCES.stream().filter(name -> given(name) != null).toList();
    if (given.size() != 1) {
      told.wrong(
          given.isEmpty() ? "column" : given.get(1),
          given.isEmpty()
              ? "What the column is set to is missing: give it value (%s), text, from (another column) or plus (a number)."
                  .formatted(String.join(", ", VALUES))
              : "The column is set to two things, %s: keep one of them."
                  .formatted(String.join(" and ", given)));
      return null;
    }
    String value = String.valueOf(given(given.get(0)));
    Source source =
        switch (given.get(0)) {
          case "text" -> new StepTask.Fixed(value);
          case "from" -> new StepTask.FromColumn(value);
          case "plus" -> plus(value);
          default -> named(value);
        };
    if (given("sheet") != null && source != null && !(source instanceof StepTask.Score)) {
      told.wrong(
          "sheet", "'sheet' belongs to a score: leave it out, or give a score as the value.");
    }
    return source;
  }

  private @Nullable Source named(String value) {
    String sheet = given("sheet") == null ? "default" : given("sheet");
    return switch (value) {
      case "behavioral-score" -> new StepTask.Score(StepTask.Part.BEHAVIORAL, sheet);
      case "profile-score" -> new StepTask.Score(StepTask.Part.PROFILE, sheet);
      case "total-score" -> new StepTask.Score(StepTask.Part.TOTAL, sheet);
      case "today" -> new StepTask.Today();
      case "empty" -> new StepTask.Empty();
      default -> {
        told.wrong(
            "value", oneOf("value", value, VALUES) + " A fixed text stands under 'text' instead.");
        yield null;
      }
    };
  }

  private @Nullable Source plus(String number) {
    try {
      return new StepTask.Plus(new BigDecimal(number));
    } catch (NumberFormatException e) {
      told.wrong(
          "plus", "'plus' is '%s': it is to be a number, such as 5 or -5.".formatted(number));
      return null;
    }
  }

  private @Nullable Match match(boolean required) {
    String column = given("column");
    String word = given("condition");
    String segment = given("segment");
    if (!required) {
      return segment == null ? null : new Match(null, null, segment);
    }
    if (word == null && segment == null) {
      told.wrong(
          "list",
          "Which members it is about is missing: give it column, condition and value, or a segment.");
      return null;
    }
    if (word == null) {
      return new Match(null, null, segment);
    }
    if (column == null) {
      told.wrong("condition", "The condition has no column: name it as 'column'.");
      return null;
    }
    Condition condition =
        Condition.read(
            "",
            word,
            operand(word),
            mistake -> told.wrong(place(mistake.name()), mistake.detail()));
    return condition == null ? null : new Match(column, condition, segment);
  }

  private static String place(String field) {
    return field.substring(field.indexOf('.') + 1);
  }

  /** Several values of {@code in} stand in one text, with commas between them. */
  private @Nullable JsonNode operand(String word) {
    String value = given("value");
    if (value == null) {
      return null;
    }
    JsonNodeFactory json = JsonNodeFactory.instance;
    return word.strip().equalsIgnoreCase("in")
        ? Arrays.stream(value.split(","))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .collect(json::arrayNode, (array, one) -> array.add(one), (a, b) -> a.addAll(b))
        : json.textNode(value);
  }

  private @Nullable String required(String name, String advice) {
    String value = given(name);
    if (value == null) {
      told.wrong(name, "The parameter '%s' of %s is missing: %s".formatted(name, kamelet, advice));
    }
    return value;
  }

  private @Nullable String given(String name) {
    String value = parameters.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static String oneOf(String name, String value, List<String> words) {
    return "'%s' is '%s': it may be %s.".formatted(name, value, String.join(", ", words))
        + Suggestion.nearest(value, words).map(word -> " Did you mean '" + word + "'?").orElse("");
  }
}
