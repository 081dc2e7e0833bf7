package dev.caramel.sync.pull;

import java.time.Duration;

/**
 * How many pages of one pull are asked for side by side. That depends on what a pull waits for: a
 * Sugar that is far away, or has processors to spare, gives two in the time of one; where one
 * session's requests wait for each other, or the list is the slower side, more gain nothing. So the
 * number is doubled as long as a pull waits for reading, gets quicker by it as a whole, and the
 * heap has room. Where pages take very long side by side, they come one at a time for a while.
 */
final class PagesAtOnce {
  /** More pages at once must take less than this share of the time for each record. */
  private static final double WORTH = 0.85;

  /** Where it takes less than this, there is nothing to wait for. */
  private static final double CLEAR = 0.65;

  /** Turns until the pages that are prepared and written are as many as those that are read. */
  private static final int FULL = 3;

  /** Turns until a number is given up: one of them may have had a slow moment. */
  private static final int PATIENCE = 4;

  /** Reading is what a turn waits for where it takes more than this share of it. */
  private static final double SLOWEST = 0.9;

  /** Turns with one page behind such as took very long. */
  private static final int REST = 10;

  private final int most;
  private final PageRoom.Share room;
  private int number = 1;
  private int numberBefore = 1;

  /** Whether this number was judged: then it stays, or grows. */
  private boolean judged;

  /** Whether a larger one was tried and gained nothing. */
  private boolean settled;

  /** Turns that say nothing yet; the very first is slow for other reasons. */
  private int rest = 1;

  private int turns;
  private double nanosBefore = Double.MAX_VALUE;

  /**
   * Begins with one.
   *
   * @param most the largest number
   * @param room memory for the pages beside the first
   */
  PagesAtOnce(int most, PageRoom.Share room) {
    this.most = most;
    this.room = room;
  }

  /** How many to ask for. */
  synchronized int number() {
    return number;
  }

  /**
   * Learns from a turn in which as many whole pages were read as asked for, while others were
   * prepared and written.
   *
   * @param turn how long it took
   * @param reading how long it took until all pages were read
   * @param records how many records they brought
   */
  synchronized void turned(Duration turn, Duration reading, int records) {
    if (rest > 0) {
      rest--;
      return;
    }
    double each = (double) turn.toNanos() / Math.max(1, records);
    if (!judged) {
      turns++;
      if (each > (turns < FULL ? CLEAR : WORTH) * nanosBefore) {
        if (turns >= PATIENCE) {
          change(numberBefore);
          judged = true;
          settled = true;
        }
        return;
      }
      judged = true;
    }
    if (!settled && reading.toNanos() > SLOWEST * turn.toNanos()) {
      grow(Math.min(most, 2 * number), each);
    }
  }

  private void grow(int larger, double each) {
    int now = number;
    if (larger > now && change(larger)) {
      numberBefore = now;
      nanosBefore = each;
      judged = false;
      turns = 0;
    }
  }

  /** Learns that a page took very long. */
  synchronized void tookLong() {
    if (number > 1) {
      change(1);
      numberBefore = 1;
      nanosBefore = Double.MAX_VALUE;
      judged = false;
      settled = false;
    }
    rest = REST;
  }

  /** Ends it: there are no further pages. */
  synchronized void end() {
    change(1);
    settled = true;
  }

  private boolean change(int to) {
    boolean hasRoom = room.hold(to - 1);
    number = hasRoom ? to : number;
    return hasRoom;
  }
}
