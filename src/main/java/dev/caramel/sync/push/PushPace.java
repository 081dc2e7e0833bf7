package dev.caramel.sync.push;

/**
 * How many bulk requests are on their way at a time: as many as Sugar answers well. The first goes
 * alone and is the measure. Then they are doubled for as long as a record takes clearly less time
 * than before; where it does not, Sugar serialises the requests of a session (reference 9.2), or
 * has no more workers, and more would only occupy it. A Sugar that becomes much slower gets half of
 * them, and after some calm more are tried again.
 */
final class PushPace {
  /** So many keep Sugar busy while we work on the answer before, even if it serialises. */
  private static final int OVERLAPPING = 2;

  /** Twice the requests would halve the time for a record at best; this much must be gained. */
  private static final double GAIN = 0.75;

  private static final double SLUMP = 2;
  private static final int CALM = 16;

  /** Batches for each lane of a round: between rounds Sugar waits for us. */
  private static final int DEPTH = 4;

  private final int batchSize;
  private final int most;
  private int lanes = 1;
  private double usual;
  private boolean trying;
  private int calm;

  /**
   * @param batchSize records of one request
   * @param most most requests at a time
   */
  PushPace(int batchSize, int most) {
    this.batchSize = batchSize;
    this.most = most;
  }

  int batchSize() {
    return batchSize;
  }

  /** How many requests may be on their way at a time. */
  int lanes() {
    return lanes;
  }

  /** How many members are chosen at once. */
  int window() {
    boolean measuring = usual == 0 || trying;
    return batchSize * lanes * (measuring ? 1 : DEPTH);
  }

  /**
   * Learns from a round of requests.
   *
   * @param writes how many writes they held
   * @param requests how many requests; a round that left lanes empty tells nothing
   * @param nanos how long the round took
   */
  void took(int writes, int requests, long nanos) {
    if (writes == 0 || nanos <= 0 || requests < lanes) {
      return;
    }
    double each = (double) nanos / writes;
    if (usual == 0) {
      usual = each;
      more();
    } else if (trying) {
      judge(each);
    } else if (each > usual * SLUMP) {
      lanes = Math.max(1, lanes / 2);
      usual = each;
      calm = 0;
    } else if (++calm >= CALM) {
      usual = each;
      more();
    }
  }

  private void judge(double each) {
    trying = false;
    if (each <= usual * GAIN) {
      usual = each;
      more();
    } else {
      lanes = Math.min(most, Math.max(OVERLAPPING, lanes / 2));
    }
  }

  private void more() {
    calm = 0;
    if (lanes < most) {
      lanes = Math.min(most, lanes * 2);
      trying = true;
    }
  }
}
