package dev.caramel.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Sugar's clock: it runs with another clock, ahead of it or behind, or stands still. */
public final class SandboxClock extends Clock {

  private final Clock running;
  private volatile Duration ahead = Duration.ZERO;
  private volatile @Nullable Instant fixed;

  /**
   * Makes a clock.
   *
   * @param running the clock to go with
   */
  public SandboxClock(Clock running) {
    this.running = running;
  }

  /**
   * Stops the clock.
   *
   * @param instant the time it shows from now on
   */
  public void stopAt(Instant instant) {
    fixed = instant;
  }

  /**
   * Moves the clock, whether it runs or stands still.
   *
   * @param by how far; may be negative
   */
  public void advance(Duration by) {
    Instant stopped = fixed;
    if (stopped == null) {
      ahead = ahead.plus(by);
    } else {
      fixed = stopped.plus(by);
    }
  }

  /** Lets the clock go with the other one again, without a difference. */
  public void run() {
    fixed = null;
    ahead = Duration.ZERO;
  }

  @Override
  public Instant instant() {
    Instant stopped = fixed;
    return stopped == null ? running.instant().plus(ahead) : stopped;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
