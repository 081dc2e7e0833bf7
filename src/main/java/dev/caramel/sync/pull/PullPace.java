package dev.caramel.sync.pull;

import java.time.Duration;

/**
 * What pages are asked for, as Sugar answers them well.
 *
 * <p>A Sugar that takes long over a page is asked for half of it, before it takes so long that no
 * answer comes at all; one that is quick again gets the whole page back, step by step.
 *
 * <p>Whether pages had better come packed depends on the line: over a slow one they travel in a
 * fifth of the time, over a quick one unpacking takes longer than that saves. The first pages come
 * one way and the other, in turns, the rest the way that was quicker.
 */
final class PullPace {
  /** A third of the time after which a request is given up. */
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final Duration QUICK = Duration.ofSeconds(5);

  /** Several times what pages by offset overlap. */
  private static final int LEAST = 200;

  /** Two of each kind: the very first is slow for other reasons. */
  private static final int TRIALS = 4;

  private final int most;
  private int size;
  private int asked;
  private int trials;
  private long packedNanos = Long.MAX_VALUE;
  private long plainNanos = Long.MAX_VALUE;

  /**
   * A pace that begins with the largest page.
   *
   * @param most records of a page
   */
  PullPace(int most) {
    this.most = most;
    this.size = most;
  }

  /**
   * How a page is asked for.
   *
   * @param size records, at most
   * @param packed whether it may come packed
   */
  record Page(int size, boolean packed) {}

  /** How to ask for the next page. */
  synchronized Page next() {
    boolean packed = asked < TRIALS ? asked % 2 == 0 : packedNanos <= plainNanos;
    asked++;
    return new Page(size, packed);
  }

  /** Whether a page took so long that Sugar should be asked for less at a time. */
  static boolean isLong(Duration time) {
    return time.compareTo(LONG) > 0;
  }

  /**
   * Learns from the time that a page took, with all repetitions, until it was read.
   *
   * @param records how many came
   * @param alone whether no other page was asked for beside it; else Sugar may have been slow
   *     because of that
   */
  synchronized void took(Page page, Duration time, int records, boolean alone) {
    if (trials < TRIALS) {
      trials++;
      long each = time.toNanos() / Math.max(1, records);
      if (page.packed()) {
        packedNanos = Math.min(packedNanos, each);
      } else {
        plainNanos = Math.min(plainNanos, each);
      }
    }
    if (isLong(time)) {
      if (alone) {
        size = Math.min(most, Math.max(LEAST, page.size() / 2));
      }
    } else if (time.compareTo(QUICK) < 0) {
      size = Math.min(most, size * 2);
    }
  }
}
