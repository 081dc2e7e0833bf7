package dev.caramel.sync.program;

import dev.caramel.sugar.value.SugarTimes;
import dev.caramel.sugar.value.ValueKind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which values a column can be set to, by what it holds. */
final class StepTypes {
  private static final Set<ValueKind> NUMBERS = EnumSet.of(ValueKind.INTEGER, ValueKind.DECIMAL);
  private static final Set<ValueKind> TIMES = EnumSet.of(ValueKind.DATE, ValueKind.DATETIME);
  private static final Set<ValueKind> TEXTS = EnumSet.of(ValueKind.TEXT, ValueKind.EMAIL);
  private static final Set<ValueKind> SEVERAL = EnumSet.of(ValueKind.MULTI, ValueKind.TAGS);
  private static final List<String> FLAGS = List.of("true", "false", "yes", "no", "1", "0");

  private StepTypes() {}

  /** Why a column of that kind cannot be set to that; null if it can. */
  static @Nullable String wrong(StepTask.Source source, String column, ValueKind kind) {
    if (kind == ValueKind.TEAMS) {
      return "The column '%s' holds the record's teams, which nobody but Sugar changes."
          .formatted(column);
    }
    String holds = "The column '%s' holds %s, and ".formatted(column, words(kind));
    if (source instanceof StepTask.Score) {
      return NUMBERS.contains(kind) || kind == ValueKind.TEXT
          ? null
          : holds + "a score is a number: name a column of numbers.";
    } else if (source instanceof StepTask.Plus) {
      return NUMBERS.contains(kind) ? null : holds + "'plus' adds a number to numbers alone.";
    } else if (source instanceof StepTask.Today) {
      return TIMES.contains(kind) || kind == ValueKind.TEXT
          ? null
          : holds + "today is a date: name a column of dates.";
    } else if (source instanceof StepTask.Normal) {
      return TEXTS.contains(kind) ? null : holds + "only texts can be normalised.";
    } else if (source instanceof StepTask.Fixed fixed && !fits(fixed.text(), kind)) {
      return holds + "'" + fixed.text() + "' is none of those" + example(kind);
    }
    return null;
  }

  /** Whether values of one kind can be values of the other at all. */
  static boolean copies(ValueKind from, ValueKind to) {
    return to != ValueKind.TEAMS
        && (from == to
            || from == ValueKind.TEXT
            || to == ValueKind.TEXT
            || NUMBERS.contains(from) && NUMBERS.contains(to)
            || TIMES.contains(from) && TIMES.contains(to)
            || SEVERAL.contains(from) && SEVERAL.contains(to));
  }

  /** What a column of that kind holds, for a sentence. */
  static String words(ValueKind kind) {
    return switch (kind) {
      case BOOLEAN -> "true or false";
      case INTEGER -> "whole numbers";
      case DECIMAL -> "numbers";
      case DATE -> "dates";
      case DATETIME -> "times";
      case MULTI -> "several keys of a dropdown";
      case TEAMS -> "teams";
      case TAGS -> "tags";
      case EMAIL -> "email addresses";
      case TEXT -> "texts";
    };
  }

  private static String example(ValueKind kind) {
    return switch (kind) {
      case BOOLEAN -> ": write true or false.";
      case INTEGER -> ": write a whole number, such as 40.";
      case DECIMAL -> ": write a number, such as 2.5.";
      case DATE -> ": write a date, such as 2026-11-27.";
      case DATETIME -> ": write a time, such as 2026-11-27T18:00:00Z.";
      case EMAIL -> ": write an address, such as jane@example.com.";
      default -> ".";
    };
  }

  private static boolean fits(String text, ValueKind kind) {
    return switch (kind) {
      case BOOLEAN -> FLAGS.contains(text.toLowerCase(Locale.ROOT));
      case INTEGER -> isNumber(text, true);
      case DECIMAL -> isNumber(text, false);
      case DATE -> isDate(text);
      case DATETIME -> isDate(text) || text.contains("T") && SugarTimes.read(text) != null;
      case EMAIL -> text.matches("[^@\\s]+@[^@\\s]+");
      default -> true;
    };
  }

  private static boolean isNumber(String text, boolean whole) {
    try {
      BigDecimal number = new BigDecimal(text);
      return !whole || number.stripTrailingZeros().scale() <= 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text).getYear() > 0;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
