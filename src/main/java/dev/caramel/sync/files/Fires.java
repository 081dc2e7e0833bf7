package dev.caramel.sync.files;

import dev.caramel.sync.definition.EndpointUse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.NavigableSet;
import java.util.TimeZone;
import java.util.TreeSet;
import org.quartz.CronExpression;

/** When a schedule fires in the weeks to come. */
final class Fires {
  private static final Duration AHEAD = Duration.ofDays(35);
  private static final int MOST = 4_000;

  private Fires() {}

  /** Fires of a route's begin; none where it has no cron expression, or one with a placeholder. */
  static NavigableSet<Instant> of(EndpointUse from, Instant now) {
    NavigableSet<Instant> fires = new TreeSet<>();
    String cron = from.options().get("cron");
    String zone = from.options().get("trigger.timeZone");
    if (!from.scheme().equals("quartz") || cron == null || cron.contains("{{")) {
      return fires;
    }
    try {
      CronExpression expression = new CronExpression(cron);
      expression.setTimeZone(zone == null ? TimeZone.getDefault() : TimeZone.getTimeZone(zone));
      Date at = expression.getNextValidTimeAfter(Date.from(now));
      while (at != null && at.toInstant().isBefore(now.plus(AHEAD)) && fires.size() < MOST) {
        fires.add(at.toInstant());
        at = expression.getNextValidTimeAfter(at);
      }
    } catch (ParseException e) {
      return fires; // told as a mistake of its file
    }
    return fires;
  }
}
