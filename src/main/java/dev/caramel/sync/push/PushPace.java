package dev.caramel.sync.push;

/**
 * How many bulk requests are sent at a time. The first goes alone and is the measure: if several at
 * once then take as long as they would one after another, Sugar serialises the requests of a
 * session (reference 9.2), and more than two at a time would only occupy its workers.
 */
final class PushPace {
  private static final int SERIALISED = 2;
  private static final double AS_LONG = 0.75;

  private final int batchSize;
  private final int most;
  private int lanes = 1;
  private double alone;
  private boolean measured;

  PushPace(int batchSize, int most) {
    this.batchSize = batchSize;
    this.most = most;
  }

  int batchSize() {
    return batchSize;
  }

  /** How many members are chosen at once. */
  int window() {
    return batchSize * lanes;
  }

  /**
   * Learns from a round of requests that were sent at the same time.
   *
   * @param writes how many writes they held
   * @param requests how many requests
   * @param nanos how long the round took
   */
  void took(int writes, int requests, long nanos) {
    if (writes == 0 || measured || nanos <= 0) {
      return;
    }
    double each = (double) nanos / writes;
    if (lanes == 1) {
      alone = each;
      lanes = most;
      measured = most == 1;
    } else if (requests == lanes) {
      measured = true;
      // Wholly parallel would be alone / lanes, wholly serial would be alone.
      if (each > alone * AS_LONG) {
        lanes = Math.min(most, SERIALISED);
      }
    }
  }
}
