package dev.caramel.sync.program;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultConsumer;
import org.springframework.stereotype.Component;

/**
 * Runs a maintenance program as a step of another route, although its own route begins with a
 * schedule: what comes here goes through all of its steps, as if it had begun with {@code direct:}.
 */
@Component("programStep")
public class ProgramStep {
  private final CamelContext camel;

  ProgramStep(CamelContext camel) {
    this.camel = camel;
  }

  /**
   * Goes through the program's route.
   *
   * @throws Exception what a step of it throws
   */
  public void run(Exchange exchange, String program) throws Exception {
    Route route = camel.getRoute(program);
    if (route == null || !(route.getConsumer() instanceof DefaultConsumer consumer)) {
      throw new StepFailed("the program \"" + program + "\" is not loaded");
    }
    consumer.getProcessor().process(exchange);
  }
}
