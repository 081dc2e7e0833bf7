package dev.caramel.sync.definition;

import java.text.ParseException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Date;
import java.util.Map;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** Whether a Quartz schedule will fire when its author thinks it does. */
final class ScheduleRules {
  static final String CRON = "cron";
  static final String INTERVAL = "trigger.repeatInterval";
  static final String TIME_ZONE = "trigger.timeZone";

  private final Clock clock;

  ScheduleRules(Clock clock) {
    this.clock = clock;
  }

  /** Tells what is wrong with the cron expression and the time zone of a quartz endpoint. */
  void check(EndpointUse use, Mistakes mistakes) {
    if (!use.scheme().equals("quartz")) {
      return;
    }
    Map<String, String> options = use.options();
    if (!options.containsKey(CRON) && !options.containsKey(INTERVAL)) {
      mistakes.add(
          use.line(),
          "The schedule has no 'cron': without one Quartz would fire every second. Every night at"
              + " 02:00 is cron: \"0 0 2 * * ?\".");
    }
    checkCron(use, mistakes);
    checkTimeZone(use, mistakes);
  }

  private void checkCron(EndpointUse use, Mistakes mistakes) {
    String cron = use.options().get(CRON);
    if (cron == null || cron.contains("{{")) {
      return;
    }
    try {
      CronExpression expression = new CronExpression(cron);
      if (expression.getNextValidTimeAfter(Date.from(clock.instant())) == null) {
        mistakes.add(use.lineOf(CRON), "The cron '" + cron + "' never fires again.");
      }
    } catch (ParseException e) {
      mistakes.add(
          use.lineOf(CRON),
          "The cron '%s' is none that Quartz takes: %s. It has six or seven parts (second minute hour day month weekday [year]), and one of day and weekday is a '?'; every night at 02:00 is \"0 0 2 * * ?\"."
              .formatted(cron, withoutDot(e.getMessage())));
    }
  }

  /** Java takes an unknown zone for UTC, silently. */
  private static void checkTimeZone(EndpointUse use, Mistakes mistakes) {
    String zone = use.options().get(TIME_ZONE);
    if (zone == null || zone.contains("{{")) {
      return;
    }
    boolean known =
        ZoneId.getAvailableZoneIds().contains(zone)
            || zone.equals("GMT")
            || !TimeZone.getTimeZone(zone).getID().equals("GMT");
    if (!known) {
      String meant = Suggestion.nearest(zone, ZoneId.getAvailableZoneIds()).orElse("Europe/Berlin");
      mistakes.add(
          use.lineOf(TIME_ZONE),
          "There is no time zone '%s'. Did you mean '%s'?".formatted(zone, meant));
    }
  }

  private static String withoutDot(String message) {
    return message.replaceFirst("\\.\\s*$", "");
  }
}
