package dev.caramel.sync.push;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a push writes to Sugar.
 *
 * @param batchSize records written by one request to Sugar's {@code /bulk}, 1 to 500
 * @param parallelRequests most such requests at a time; a Sugar that serves those of one session
 *     one after another gets two
 * @param lookupSize addresses looked up by one request, 1 to 100
 * @param settleAfter how long, on Sugar's clock, a create whose answer was lost is left alone where
 *     only a look-up can settle it
 */
@ConfigurationProperties("caramel.push")
public record PushSettings(
    @DefaultValue("100") int batchSize,
    @DefaultValue("4") int parallelRequests,
    @DefaultValue("50") int lookupSize,
    @DefaultValue("10m") Duration settleAfter) {
  /** Checks the ranges. */
  public PushSettings {
    check("batch-size", batchSize, 500);
    check("parallel-requests", parallelRequests, 64);
    check("lookup-size", lookupSize, 100);
  }

  private static void check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "caramel.push.%s is %d, but must lie between 1 and %d".formatted(name, value, most));
    }
  }
}
