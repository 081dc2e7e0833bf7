package dev.caramel.sync.pull;

import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * Memory for pages that are read side by side, an eighth of the heap for all pulls of the node
 * together. Each pull reads one range whatever others do; for each further one it needs room here.
 */
@Component
class PageRoom {
  private static final int SHARE = 8;
  private static final int KIB = 1024;

  /** A record with its hash, its addresses and its part of the answer. */
  private static final long RECORD_BYTES = 1000;

  private static final long VALUE_BYTES = 100;

  /** A page is read, one is prepared and one is written. */
  private static final long STAGES = 3;

  private final Semaphore kib;

  PageRoom() {
    this(Runtime.getRuntime().maxMemory());
  }

  PageRoom(long heapBytes) {
    kib = new Semaphore((int) Math.min(Integer.MAX_VALUE, heapBytes / SHARE / KIB));
  }

  /** The room of one pull, whose pages are of so many records of so many fields. */
  Share of(int records, int fields) {
    return new Share(
        Math.toIntExact(STAGES * records * (RECORD_BYTES + VALUE_BYTES * fields) / KIB));
  }

  /** What one pull has taken of the room. */
  final class Share {
    private final int kibEach;
    private int ranges;

    private Share(int kibEach) {
      this.kibEach = kibEach;
    }

    /** Has room for so many further ranges, no more and no less, if it is there. */
    synchronized boolean hold(int wanted) {
      if (wanted > ranges && !kib.tryAcquire((wanted - ranges) * kibEach)) {
        return false;
      }
      if (wanted < ranges) {
        kib.release((ranges - wanted) * kibEach);
      }
      ranges = wanted;
      return true;
    }
  }
}
