package dev.caramel.sync.program;

import dev.caramel.sync.run.ProgramRun;
import dev.caramel.sync.run.Run;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultConsumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A dry run of a maintenance program: all of its steps in one transaction, each upon what the one
 * before it did, and then all of it is taken back. None of the engineer's own steps runs.
 */
@Component("programDryRun")
public class ProgramDryRun {
  private final CamelContext camel;
  private final TransactionTemplate transaction;

  ProgramDryRun(CamelContext camel, TransactionTemplate transaction) {
    this.camel = camel;
    this.transaction = transaction;
  }

  /** Does the steps and takes them back. */
  public void run(Exchange exchange) {
    ProgramRun run = (ProgramRun) Run.of(exchange);
    transaction.executeWithoutResult(
        status -> {
          status.setRollbackOnly();
          for (MaintenanceProgram.Step step : run.program().steps()) {
            if (exchange.getException() == null) {
              process(exchange, step.name());
            }
          }
        });
  }

  private void process(Exchange exchange, String step) {
    Route route = camel.getRoute(step);
    if (route == null || !(route.getConsumer() instanceof DefaultConsumer consumer)) {
      throw new StepFailed("the step \"" + step + "\" is not loaded");
    }
    try {
      consumer.getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
  }
}
