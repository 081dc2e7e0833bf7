package dev.caramel.sync.pull;

import java.time.Duration;

/**
 * How many records a page holds: as many as Sugar answers well. A Sugar that takes long over a page
 * is asked for half of it, before it takes so long that no answer comes at all; one that is quick
 * again gets the whole page back, step by step.
 */
final class PullPace {
  /** A third of the time after which a request is given up. */
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final Duration QUICK = Duration.ofSeconds(5);

  /** Several times what pages by offset overlap. */
  private static final int LEAST = 200;

  private final int most;
  private int size;

  /** A pace that begins with the largest page. */
  PullPace(int most) {
    this.most = most;
    this.size = most;
  }

  /** How many records to ask for. */
  int size() {
    return size;
  }

  /** Learns from the time that the last page took, with all repetitions. */
  void took(Duration time) {
    if (time.compareTo(LONG) > 0) {
      size = Math.min(most, Math.max(LEAST, size / 2));
    } else if (time.compareTo(QUICK) < 0) {
      size = Math.min(most, size * 2);
    }
  }
}
