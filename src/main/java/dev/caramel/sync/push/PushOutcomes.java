package dev.caramel.sync.push;

import dev.caramel.sugar.SugarException;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * What the policy {@code push-errors} may have done with one record that Sugar did not write. The
 * run goes on in every case.
 */
@Component("pushOutcomes")
public class PushOutcomes {
  /**
   * Somebody changed the record since it was read: it is read again and decided again.
   *
   * @param most most further tries; after them the next run decides
   */
  public void decideAgain(Exchange exchange, int most) {
    Push push = Push.of(exchange);
    if (!push.again(write(exchange).member().id(), most)) {
      PushBatch.of(exchange).verdict.skipped++;
      push.run.note("Records that somebody edits all the time were left for the next run");
    }
  }

  /** The record is gone: the pull's rule decides what becomes of the member. */
  public void gone(Exchange exchange) {
    PushBatch.of(exchange).verdict.skipped++;
  }

  /**
   * Sugar refused the record. Its message names no field (reference 4.9), so that several values
   * are sent once more one by one: those that are right arrive.
   */
  public void reject(Exchange exchange) {
    Push push = Push.of(exchange);
    PushWrite write = write(exchange);
    if (write.values().size() > 1) {
      push.oneByOne(write.member().id());
      return;
    }
    rejectAll(exchange, write);
  }

  /** A role or a team denies this record; if it denies all of them, the run ends and says so. */
  public void notAllowed(Exchange exchange) {
    Push push = Push.of(exchange);
    PushBatch batch = PushBatch.of(exchange);
    batch.notAllowed++;
    batch.lastDenial =
        "%s: a role or team of Sugar's user denies editing %s or its fields %s. In Sugar, see Admin > Role Management and grant the right"
            .formatted(
                message(exchange),
                push.sync().module(),
                String.join(", ", write(exchange).values().keySet()));
    reject(exchange);
  }

  /**
   * The session ended in the midst of the batch, or there was no answer for this record: the same
   * write is sent again, which does no harm.
   *
   * @param most most further tries; after them it is a rejection
   */
  public void again(Exchange exchange, int most) {
    PushWrite write = write(exchange);
    if (!Push.of(exchange).again(write.member().id(), most)) {
      rejectAll(exchange, write);
    }
  }

  private static void rejectAll(Exchange exchange, PushWrite write) {
    Push push = Push.of(exchange);
    write
        .values()
        .forEach(
            (field, value) ->
                PushBatch.of(exchange)
                    .verdict
                    .reject(write.member(), push.field(field), value, message(exchange)));
  }

  private static PushWrite write(Exchange exchange) {
    return exchange.getMessage().getBody(RecordWrites.Answer.class).write();
  }

  private static String message(Exchange exchange) {
    SugarException caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, SugarException.class);
    return caught == null ? "Sugar did not write the record" : String.valueOf(caught.getMessage());
  }
}
