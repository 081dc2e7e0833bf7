package dev.caramel.sugar;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What one request has tried so far, by kind of failure: one kind never uses up another's tries. */
final class SugarTries {
  static final String PROPERTY = "caramel.sugar.tries";

  private final String connection;
  private final Map<String, Integer> counts = new HashMap<>();
  private Duration waited = Duration.ZERO;

  SugarTries(String connection) {
    this.connection = connection;
  }

  String connection() {
    return connection;
  }

  /** Counts one more try of that kind, and gives how many there were before. */
  int next(String kind) {
    return counts.merge(kind, 1, Integer::sum) - 1;
  }

  /** How long the request has waited because Sugar was busy. */
  Duration waited() {
    return waited;
  }

  void waits(Duration pause) {
    waited = waited.plus(pause);
  }
}
