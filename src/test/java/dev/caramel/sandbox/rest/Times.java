package dev.caramel.sandbox.rest;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Writes times as Sugar does: seconds, with the offset of the user's zone, never {@code Z}
 * (reference 4.5).
 */
final class Times {

  private final ZoneRules rules;

  Times(ZoneId zone) {
    this.rules = zone.getRules();
  }

  String text(Instant instant) {
    ZoneOffset offset = rules.getOffset(instant);
    LocalDateTime local = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, offset);
    char[] text = "0000-00-00T00:00:00+00:00".toCharArray();
    digits(text, 0, local.getYear() / 100);
    digits(text, 2, local.getYear() % 100);
    digits(text, 5, local.getMonthValue());
    digits(text, 8, local.getDayOfMonth());
    digits(text, 11, local.getHour());
    digits(text, 14, local.getMinute());
    digits(text, 17, local.getSecond());
    int minutes = offset.getTotalSeconds() / 60;
    text[19] = minutes < 0 ? '-' : '+';
    digits(text, 20, Math.abs(minutes) / 60);
    digits(text, 23, Math.abs(minutes) % 60);
    return new String(text);
  }

  private static void digits(char[] text, int at, int value) {
    text[at] = (char) ('0' + value / 10);
    text[at + 1] = (char) ('0' + value % 10);
  }
}
