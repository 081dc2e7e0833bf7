package dev.caramel.sync.run;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How soon a run whose node died or stalled is gone on with by another.
 *
 * @param expiry how long a node may be silent before its runs are taken over; the same on all nodes
 * @param beat how often a node says that its runs are alive, and looks for those that are not; at
 *     most a third of the expiry
 */
@ConfigurationProperties("caramel.lease")
public record LeaseSettings(
    @DefaultValue("30s") Duration expiry, @DefaultValue("5s") Duration beat) {
  /** Checks the ranges. */
  public LeaseSettings {
    if (beat.isNegative() || beat.isZero() || beat.multipliedBy(3).compareTo(expiry) > 0) {
      throw new IllegalArgumentException(
          "caramel.lease.beat is %s, but must be more than nothing and at most a third of caramel.lease.expiry (%s)"
              .formatted(beat, expiry));
    }
  }

  /** What is said of a node that was silent for too long. */
  String silence() {
    return "did not report for " + expiry.toSeconds() + " seconds";
  }
}
