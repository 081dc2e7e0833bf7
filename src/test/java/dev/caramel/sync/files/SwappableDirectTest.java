package dev.caramel.sync.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers behind a swap get the route that is there now. */
class SwappableDirectTest {
  private static final String URI = "direct:swapped?timeout=20";
  private static final int SWAPS = 20_000;
  private static final int CALLERS = 2;

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

  @BeforeEach
  void begin() {
    camel.addComponent("direct", new SwappableDirect());
    camel.start();
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
    camel.stop();
  }

  @Test
  void of_two_that_come_at_once_behind_a_swap_none_gets_the_route_before() throws Exception {
    Endpoint endpoint = camel.getEndpoint(URI);
    Producer producer = endpoint.createProducer();
    producer.start();
    AtomicInteger swaps = new AtomicInteger();
    Consumer route = route(endpoint, 0);
    for (int swap = 1; swap <= SWAPS; swap++) {
      int now = swap;
      List<Future<Object>> answers = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        answers.add(threads.submit(() -> ask(producer, swaps, now)));
      }
      route.stop();
      route = route(endpoint, swap);
      swaps.set(swap);
      for (Future<Object> answer : answers) {
        assertThat(answer.get()).isEqualTo(swap);
      }
    }
  }

  /** Looks without a pause, so that all see the swap in the same instant. */
  private Object ask(Producer producer, AtomicInteger swaps, int swap) throws Exception {
    Exchange exchange = producer.getEndpoint().createExchange();
    while (swaps.get() < swap) {
      Thread.onSpinWait();
    }
    producer.process(exchange);
    return exchange.getMessage().getBody();
  }

  private static Consumer route(Endpoint endpoint, int number) throws Exception {
    Consumer route = endpoint.createConsumer(exchange -> exchange.getMessage().setBody(number));
    route.start();
    return route;
  }

  @Test
  void a_call_to_nobody_is_told() {
    ProducerTemplate sender = camel.createProducerTemplate();

    assertThat(catchThrowable(() -> sender.sendBody(URI, "")))
        .isInstanceOf(CamelExecutionException.class)
        .cause()
        .isInstanceOf(DirectConsumerNotAvailableException.class)
        .hasMessageContaining("There is no route behind");
  }
}
