package dev.caramel.sync.pull;

import java.time.Duration;

/**
 * How pages are asked for, as Sugar answers them well.
 *
 * <p>A Sugar that takes long over a page is asked for one at a time, and then for half of it,
 * before it takes so long that no answer comes at all; one that is quick again gets the whole page
 * back, step by step.
 *
 * <p>Whether pages had better come packed depends on the line: over a slow one they travel in a
 * fifth of the time, over a quick one unpacking takes longer than that saves. The first pages come
 * one way and the other, in turns, the rest the way that was quicker.
 *
 * <p>How many pages are asked for side by side depends on what a pull waits for: a Sugar that is
 * far away, or has processors to spare, gives two in the time of one; where one session's requests
 * wait for each other, or the list is the slower side, more gain nothing. So the number is doubled
 * as long as the pull as a whole gets quicker by it.
 */
final class PullPace {
  /** A third of the time after which a request is given up. */
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final Duration QUICK = Duration.ofSeconds(5);

  /** Several times what pages by offset overlap. */
  private static final int LEAST = 200;

  /** Two of each kind: the very first is slow for other reasons. */
  private static final int TRIALS = 4;

  /** Turns with one number of pages: in the first, the pages before it are written. */
  private static final int TURNS = 2;

  /** More pages at once must take less than this share of the time for each record. */
  private static final double WORTH = 0.85;

  private final int most;
  private final int mostAtOnce;
  private int size;
  private int atOnce = 1;
  private boolean settled;
  private int turns;
  private double before = Double.MAX_VALUE;
  private int pages;
  private long packedNanos = Long.MAX_VALUE;
  private long plainNanos = Long.MAX_VALUE;

  /**
   * A pace that begins with one page, the largest, at a time.
   *
   * @param most records of a page
   * @param mostAtOnce pages side by side
   */
  PullPace(int most, int mostAtOnce) {
    this.most = most;
    this.mostAtOnce = mostAtOnce;
    this.size = most;
  }

  /** How many records to ask for. */
  synchronized int size() {
    return size;
  }

  /** How many pages to ask for side by side. */
  synchronized int atOnce() {
    return atOnce;
  }

  /** Whether the next page may come packed. */
  synchronized boolean packed() {
    return pages < TRIALS ? pages % 2 == 0 : packedNanos <= plainNanos;
  }

  /** Learns from the time that a page took, with all repetitions, until it was read. */
  synchronized void took(Duration time, int records) {
    if (pages < TRIALS) {
      long each = time.toNanos() / Math.max(1, records);
      if (packed()) {
        packedNanos = Math.min(packedNanos, each);
      } else {
        plainNanos = Math.min(plainNanos, each);
      }
      pages++;
    }
    if (time.compareTo(LONG) > 0) {
      if (atOnce > 1) {
        settle(1);
      } else {
        size = Math.min(most, Math.max(LEAST, size / 2));
      }
    } else if (time.compareTo(QUICK) < 0) {
      size = Math.min(most, size * 2);
    }
  }

  /**
   * Learns from the time of one turn, in which pages were read while those before were written.
   *
   * @param asked how many pages were asked for
   * @param records how many records they brought
   */
  synchronized void turned(Duration time, int asked, int records) {
    if (settled || asked < atOnce || records == 0) {
      return;
    }
    turns++;
    if (turns < TURNS) {
      return;
    }
    double each = (double) time.toNanos() / records;
    if (each > WORTH * before) {
      settle(Math.max(1, atOnce / 2));
    } else if (atOnce == mostAtOnce) {
      settle(atOnce);
    } else {
      before = each;
      atOnce = Math.min(mostAtOnce, 2 * atOnce);
      turns = 0;
    }
  }

  private void settle(int number) {
    atOnce = number;
    settled = true;
  }
}
