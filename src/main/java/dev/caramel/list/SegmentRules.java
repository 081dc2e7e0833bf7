package dev.caramel.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.caramel.api.Refusal.Mistake;
import dev.caramel.score.Condition;
import dev.caramel.sugar.value.SugarTimes;
import dev.caramel.sugar.value.ValueKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the definition of a segment may say, and all that is wrong in one. */
final class SegmentRules {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int MOST_TESTS = 50;
  private static final String DEFAULT_SHEET = "default";
  private static final List<String> SCORES = List.of("behavioral", "profile", "total");

  /** A score is a number and never empty. */
  private static final Set<String> OF_NUMBERS =
      Set.of("equals", "not-equals", "greater", "less", "in");

  private final Map<String, ValueKind> columns;
  private final Collection<String> sheets;
  private final List<Mistake> mistakes = new ArrayList<>();

  /**
   * @param columns kinds of the list's columns, by their names
   * @param sheets names of the score sheets of the list's account
   */
  SegmentRules(Map<String, ValueKind> columns, Collection<String> sheets) {
    this.columns = columns;
    this.sheets = sheets;
  }

  /** All that is wrong in what was checked so far. */
  List<Mistake> mistakes() {
    return List.copyOf(mistakes);
  }

  /** What a segment names that there is no more, in words. */
  List<String> lost(Segment segment) {
    return segment.tests().stream()
        .map(
            test ->
                test.column() == null
                    ? sheets.contains(sheet(test)) ? "" : "the score sheet \"" + sheet(test) + "\""
                    : columns.containsKey(test.column())
                        ? ""
                        : "the column \"" + test.column() + "\"")
        .filter(words -> !words.isEmpty())
        .distinct()
        .toList();
  }

  private static String sheet(Segment.Test test) {
    return test.sheet() == null ? DEFAULT_SHEET : test.sheet();
  }

  /** Checks the name of a segment, against the one in its body as well. */
  void checkName(String name, @Nullable String inBody) {
    if (!NAME.matcher(name).matches()) {
      mistake(
          "name",
          "The name of a segment has up to 63 small letters, digits and dashes, not \""
              + name
              + "\".");
    }
    if (inBody != null && !inBody.equals(name)) {
      mistake("name", "\"name\" is \"" + inBody + "\", but the path says " + name + ".");
    }
  }

  /** The definition as it is to be kept; what is wrong is among the mistakes afterwards. */
  Segment checked(String name, Segment posted) {
    if ((posted.all() == null) == (posted.any() == null)) {
      mistake("all", "A segment has either \"all\" or \"any\", an array of conditions.");
    }
    String key = posted.all() != null ? "all" : "any";
    if (posted.tests().isEmpty() && (posted.all() != null || posted.any() != null)) {
      mistake(key, "\"" + key + "\" is empty: a segment has one condition or more.");
    } else if (posted.tests().size() > MOST_TESTS) {
      mistake(key, "A segment may have up to " + MOST_TESTS + " conditions.");
    }
    List<Segment.Test> tests = new ArrayList<>();
    for (int i = 0; i < posted.tests().size(); i++) {
      tests.add(checked(key + "[" + i + "]", posted.tests().get(i)));
    }
    return posted.all() != null
        ? new Segment(name, List.copyOf(tests), null)
        : new Segment(name, null, List.copyOf(tests));
  }

  private Segment.Test checked(String place, Segment.Test test) {
    Condition condition = Condition.read(place, test.condition(), test.value(), mistakes::add);
    if ((test.column() == null) == (test.score() == null)) {
      mistake(place, "A condition has either \"column\" or \"score\".");
      return test;
    }
    if (test.column() != null) {
      return ofColumn(place, test, condition);
    }
    return ofScore(place, test, condition);
  }

  private Segment.Test ofColumn(String place, Segment.Test test, @Nullable Condition condition) {
    ValueKind kind = columns.get(test.column());
    if (kind == null) {
      mistake(
          place + ".column",
          "The list has no column \"%s\". It has: %s."
              .formatted(test.column(), String.join(", ", columns.keySet())));
    }
    if (test.sheet() != null) {
      mistake(place + ".sheet", "\"sheet\" belongs to a \"score\": leave it out.");
    }
    if (kind == null || condition == null) {
      return test;
    }
    JsonNode value = byKind(place, test.column(), kind, condition);
    return new Segment.Test(test.column(), null, null, condition.word(), value);
  }

  /** A value that is to be compared by order has the form that the column's values have. */
  private @Nullable JsonNode byKind(
      String place, String column, ValueKind kind, Condition condition) {
    JsonNode value = condition.value();
    boolean ordered = condition.word().equals("greater") || condition.word().equals("less");
    if (value == null || value.isArray()) {
      return value;
    }
    boolean number = kind == ValueKind.INTEGER || kind == ValueKind.DECIMAL;
    if (ordered && number && number(value) == null) {
      mistake(
          place + ".value",
          "The column \"%s\" holds numbers, and \"%s\" is none.".formatted(column, value.asText()));
    }
    Instant time = kind == ValueKind.DATETIME ? SugarTimes.read(value.asText()) : null;
    return time == null ? value : TextNode.valueOf(time.toString());
  }

  private Segment.Test ofScore(String place, Segment.Test test, @Nullable Condition condition) {
    if (!SCORES.contains(test.score())) {
      mistake(
          place + ".score",
          "\"score\" may be %s, not \"%s\".".formatted(String.join(", ", SCORES), test.score()));
    }
    String sheet = sheet(test);
    if (!sheets.contains(sheet)) {
      mistake(
          place + ".sheet",
          "The account has no score sheet \"%s\". It has: %s."
              .formatted(sheet, String.join(", ", sheets)));
    }
    if (condition == null) {
      return test;
    }
    if (!OF_NUMBERS.contains(condition.word())) {
      mistake(
          place + ".condition",
          "A score is a number and never empty: \"condition\" may be equals, not-equals, greater,"
              + " less or in, not \"%s\".".formatted(condition.word()));
    } else if (!allNumbers(condition.value())) {
      mistake(place + ".value", "\"value\" is to be a number, for a score is one.");
    }
    return new Segment.Test(null, test.score(), test.sheet(), condition.word(), condition.value());
  }

  private static boolean allNumbers(@Nullable JsonNode value) {
    if (value != null && value.isArray()) {
      for (JsonNode one : value) {
        if (number(one) == null) {
          return false;
        }
      }
      return true;
    }
    return number(value) != null;
  }

  private static @Nullable DecimalNode number(@Nullable JsonNode value) {
    try {
      return value == null || value.isBoolean()
          ? null
          : DecimalNode.valueOf(new BigDecimal(value.asText().strip()));
    } catch (NumberFormatException none) {
      return null;
    }
  }

  private void mistake(String place, String detail) {
    mistakes.add(new Mistake(place, detail));
  }
}
