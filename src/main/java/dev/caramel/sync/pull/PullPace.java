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
 * as long as a pull waits for reading, gets quicker by it as a whole, and the heap has room.
 */
final class PullPace {
  /** A third of the time after which a request is given up. */
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final Duration QUICK = Duration.ofSeconds(5);

  /** Several times what pages by offset overlap. */
  private static final int LEAST = 200;

  /** Two of each kind: the very first is slow for other reasons. */
  private static final int TRIALS = 4;

  /** More pages at once must take less than this share of the time for each record. */
  private static final double WORTH = 0.85;

  /** Where it takes less than this, there is nothing to wait for. */
  private static final double CLEAR = 0.65;

  /** Turns until the pages that are prepared and written are as many as those that are read. */
  private static final int TURNS = 3;

  /** Reading is what a turn waits for where it takes more than this share of it. */
  private static final double SLOWEST = 0.9;

  private final int most;
  private final int mostAtOnce;
  private final PageRoom.Share room;
  private int size;
  private int atOnce = 1;
  private boolean settled;
  private boolean first = true;
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
   * @param room memory for those beside the first
   */
  PullPace(int most, int mostAtOnce, PageRoom.Share room) {
    this.most = most;
    this.mostAtOnce = mostAtOnce;
    this.room = room;
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
   * Learns from one turn, in which pages were read while others were prepared and written.
   *
   * @param turn how long it took
   * @param reading how long it took until all pages were read
   * @param asked how many pages were asked for
   * @param records how many records they brought
   */
  synchronized void turned(Duration turn, Duration reading, int asked, int records) {
    if (first) {
      // Slow for other reasons.
      first = false;
      return;
    }
    if (settled || asked < atOnce || records == 0) {
      return;
    }
    double each = (double) turn.toNanos() / records;
    turns++;
    if (turns < TURNS && each > CLEAR * before) {
      return;
    }
    if (each > WORTH * before) {
      settle(Math.max(1, atOnce / 2));
    } else if (reading.toNanos() > SLOWEST * turn.toNanos()) {
      grow(Math.min(mostAtOnce, 2 * atOnce), each);
    }
  }

  private void grow(int number, double each) {
    if (number > atOnce && room.hold(number - 1)) {
      atOnce = number;
      before = each;
      turns = 0;
    }
  }

  private void settle(int number) {
    atOnce = number;
    settled = true;
    room.hold(number - 1);
  }

  /** Ends it: there are no further pages. */
  synchronized void end() {
    settle(1);
  }
}
