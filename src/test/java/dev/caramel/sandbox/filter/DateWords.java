package dev.caramel.sandbox.filter;

import dev.caramel.sandbox.http.SugarError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/** Dates and times as they stand in a filter (reference 4.3, 4.6). */
final class DateWords {

  private DateWords() {}

  /**
   * A moment. Without an offset it is read in the zone; a date alone is its first second.
   *
   * @throws SugarError 422 if it cannot be read
   */
  static Instant moment(String text, ZoneId zone) {
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      }
      String iso =
          text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
      boolean offset = iso.endsWith("Z") || iso.matches(".*[+-]\\d{2}:?\\d{2}$");
      if (offset) {
        String colon = iso.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
        return OffsetDateTime.parse(colon).toInstant();
      }
      return LocalDateTime.parse(iso).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw new SugarError("invalid_parameter");
    }
  }

  /** The first and the last day of a named range. */
  static LocalDate[] range(String name, LocalDate today) {
    LocalDate month = today.withDayOfMonth(1);
    LocalDate year = today.withDayOfYear(1);
    return switch (name) {
      case "today" -> days(today, today);
      case "yesterday" -> days(today.minusDays(1), today.minusDays(1));
      case "tomorrow" -> days(today.plusDays(1), today.plusDays(1));
      case "last_7_days" -> days(today.minusDays(6), today);
      case "next_7_days" -> days(today, today.plusDays(6));
      case "last_30_days" -> days(today.minusDays(29), today);
      case "next_30_days" -> days(today, today.plusDays(29));
      case "last_month" -> days(month.minusMonths(1), month.minusDays(1));
      case "this_month" -> days(month, month.plusMonths(1).minusDays(1));
      case "next_month" -> days(month.plusMonths(1), month.plusMonths(2).minusDays(1));
      case "last_year" -> days(year.minusYears(1), year.minusDays(1));
      case "this_year" -> days(year, year.plusYears(1).minusDays(1));
      case "next_year" -> days(year.plusYears(1), year.plusYears(2).minusDays(1));
      default -> throw new SugarError("invalid_parameter");
    };
  }

  /** A day. A moment is cut to its date. */
  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
    } catch (DateTimeException e) {
      throw new SugarError("invalid_parameter");
    }
  }

  private static LocalDate[] days(LocalDate first, LocalDate last) {
    return new LocalDate[] {first, last};
  }
}
