package dev.caramel.sugar;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * What one request has tried so far, by kind of failure: one kind never uses up another's tries.
 */
final class SugarTries {
  private static final String PROPERTY = "caramel.sugar.tries";

  private final Exchange exchange;
  private final String connection;
  private final Map<String, Integer> counts = new HashMap<>();
  private Duration waited = Duration.ZERO;

  private SugarTries(Exchange exchange, String connection) {
    this.exchange = exchange;
    this.connection = connection;
  }

  /** Begins to count for the request that the exchange carries now. */
  static void begin(Exchange exchange, String connection) {
    exchange.setProperty(PROPERTY, new SugarTries(exchange, connection));
  }

  /** What was counted so far for the exchange, or for a copy of it. */
  static SugarTries of(Exchange exchangeOrCopy) {
    SugarTries tries = exchangeOrCopy.getProperty(PROPERTY, SugarTries.class);
    if (tries == null) {
      throw new IllegalStateException("No request to Sugar is under way on this exchange");
    }
    return tries;
  }

  /**
   * The exchange itself. Camel evaluates an expression on a copy, without the exception; what the
   * policy decides must reach the one that is repeated.
   */
  Exchange exchange() {
    return exchange;
  }

  String connection() {
    return connection;
  }

  /** Ends the counting. */
  static void end(Exchange exchange) {
    exchange.removeProperty(PROPERTY);
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
