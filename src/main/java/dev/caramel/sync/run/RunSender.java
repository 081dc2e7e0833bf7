package dev.caramel.sync.run;

import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultConsumer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Sends runs that no schedule started through a route, so that every step of it runs. */
@Component
class RunSender {
  private final CamelContext camel;
  private final LiveRuns runs;
  private final ExecutorService threads;

  RunSender(CamelContext camel, LiveRuns runs, @Qualifier("runThreads") ExecutorService threads) {
    this.camel = camel;
    this.runs = runs;
    this.threads = threads;
  }

  /** Sends a run, and returns while it goes on. */
  void send(Run run, String routeId) {
    try {
      threads.execute(() -> process(run, routeId));
    } catch (RuntimeException e) {
      runs.end(run, e, null);
      throw e;
    }
  }

  private void process(Run run, String routeId) {
    Route route = camel.getRoute(routeId);
    if (route == null || !(route.getConsumer() instanceof DefaultConsumer consumer)) {
      runs.end(run, new IllegalStateException("the route " + routeId + " is not loaded"), null);
      return;
    }
    Exchange exchange = consumer.createExchange(true);
    exchange.setProperty(Run.PROPERTY, run);
    try {
      consumer.getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    // For a route that no policy stands over, and for one that never began.
    runs.end(run, exchange);
  }
}
