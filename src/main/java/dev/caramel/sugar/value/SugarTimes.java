package dev.caramel.sugar.value;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sugar's date-times: whole seconds with the offset of the calling user (reference 4.5), so that
 * only instants may be compared, never texts.
 */
public final class SugarTimes {
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss+00:00", Locale.ROOT);

  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private static final String UTC = "+00:00";

  private SugarTimes() {}

  /**
   * Reads a date-time.
   *
   * @return the instant, or null if the text is no date-time with an offset
   */
  public static @Nullable Instant read(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    Instant fast = readUsual(text);
    if (fast != null) {
      return fast;
    }
    try {
      return OffsetDateTime.parse(text.strip().replace(' ', 'T'), READ).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /**
   * A date-time as lists keep it, in UTC, such as {@code 2025-05-14T14:47:40Z}.
   *
   * @return null if the text is no date-time with an offset
   */
  static @Nullable String canonical(String text) {
    if (text.endsWith(UTC) && readUsual(text) != null) {
      return text.substring(0, text.length() - UTC.length()).concat("Z");
    }
    Instant instant = read(text);
    return instant == null ? null : instant.toString();
  }

  /** The usual form {@code 2025-05-14T19:47:40+05:00} without a formatter: one for each record. */
  private static @Nullable Instant readUsual(String text) {
    if (text.length() != 25
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':'
        || text.charAt(22) != ':') {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    int offset = number(text, 20, 22) * 3600 + number(text, 23, 25) * 60;
    char sign = text.charAt(19);
    if (year < 1
        || month < 1
        || month > 12
        || day < 1
        || day > Month.of(month).length(Year.isLeap(year))
        || hour > 23
        || minute > 59
        || second > 59
        || hour < 0
        || minute < 0
        || second < 0
        || offset < 0
        || (sign != '+' && sign != '-')) {
      return null;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    long local = days * 86_400 + hour * 3_600L + minute * 60L + second;
    return Instant.ofEpochSecond(sign == '+' ? local - offset : local + offset);
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1_000_000;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Writes a date-time for a filter: always with an offset (reference 4.6). */
  public static String write(Instant instant) {
    return WRITTEN.format(instant.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
  }
}
