package dev.caramel.sync.push;

import java.util.ArrayList;
import java.util.List;

/**
 * Batches of members that were chosen together.
 *
 * @param batches the batches
 * @param began when the first was sent, by {@code System.nanoTime()}
 */
record PushRound(List<PushBatch> batches, long began) {
  static final String PROPERTY = "pushRound";

  int writes() {
    return batches.stream().mapToInt(batch -> batch.writes.size()).sum();
  }

  /** Deals them out to at most so many lanes, none of which is empty. */
  List<List<PushBatch>> lanes(int most) {
    List<List<PushBatch>> lanes = new ArrayList<>();
    for (int i = 0; i < batches.size(); i++) {
      if (i < most) {
        lanes.add(new ArrayList<>());
      }
      lanes.get(i % most).add(batches.get(i));
    }
    return lanes;
  }
}
