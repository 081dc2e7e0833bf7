package dev.caramel.sugar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How calls to Sugar end before their time, and what they leave behind. */
class SugarCallEndsTest extends ScriptedSugarTest {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final CountDownLatch ended = new CountDownLatch(1);

  @AfterEach
  void endThread() {
    thread.shutdownNow();
  }

  @Test
  void aLoginRefusedAfterADeadSessionIsSaidAsWhatItIs() {
    scripted.then(401, error("invalid_grant", ""));
    refuseToRenew();
    assertThatThrownBy(this::read)
        .isInstanceOf(SugarException.LoginRefused.class)
        .hasMessageContaining("is wrong, or the user is locked");
    assertThat(scripted.logins()).hasSize(3);
  }

  @Test
  void aWaitEndsWhenItsThreadIsInterrupted() throws Exception {
    Future<?> waiting = waitForBusySugar();
    waiting.cancel(true);
    assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(scripted.data()).hasSize(1);
  }

  @Test
  void aWaitEndsWhenTheProgramStops() throws Exception {
    Future<?> waiting = waitForBusySugar();
    node.close();
    assertThat(waiting).isNotCancelled();
    assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(scripted.data()).hasSize(1);
  }

  @Test
  void noMoreRequestsAreUnderWayThanAreAllowed() throws Exception {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier two = new CyclicBarrier(2);
    for (int i = 0; i < 8; i++) {
      scripted.then(
          exchange -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            meet(two);
            underWay.decrementAndGet();
            ScriptedSugar.json(200, OK).to(exchange);
          });
    }
    ExecutorService eight = Executors.newFixedThreadPool(8);
    try (SugarNode narrow =
        SugarNode.start(DATABASE.url(), scripted.url(), "caramel.sugar.max-parallel-requests=2")) {
      narrow.sugar().release("default");
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(eight.submit(() -> narrow.sugar().call(leads())));
      }
      for (Future<?> call : calls) {
        call.get(60, TimeUnit.SECONDS);
      }
    } finally {
      eight.shutdownNow();
    }
    assertThat(scripted.data()).hasSize(8);
    assertThat(most).hasValue(2);
  }

  /** An answer waits for another one: two requests at a time there must be. */
  private static void meet(CyclicBarrier others) throws IOException {
    try {
      others.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IOException("the requests came one after the other", e);
    }
  }

  @Test
  void noErrorShowsPasswordOrToken() {
    scripted.then(500, error("fatal_error", ""));
    for (int i = 0; i < 9; i++) {
      scripted.then(ScriptedSugar.page(500, "access-1 sandbox"));
    }
    assertThatThrownBy(this::read)
        .satisfies(
            thrown ->
                assertThat(thrown.toString()).doesNotContain("access-1").doesNotContain("sandbox"));
    assertThat(node.bean(SugarSettings.class).toString()).doesNotContain("sandbox");
  }

  @Test
  void aRouteThatCallsKeepsItsHeadersAndGetsNoneOfSugars() {
    scripted.then(ScriptedSugar.json(200, OK, "X-Sugar", "secret"));
    Map<String, Object> headers =
        node.camel()
            .createProducerTemplate()
            .send(
                "direct:sugar-request",
                exchange -> {
                  exchange.getMessage().setHeader("mine", "kept");
                  exchange.getMessage().setBody(leads());
                })
            .getMessage()
            .getHeaders();
    assertThat(headers).containsEntry("mine", "kept").hasSize(1);
    assertThat(scripted.data().get(0).header("mine")).isEmpty();
  }

  @Test
  void aFailedCallLeavesNoTokenOnTheExchange() {
    scripted.then(404, error("not_found", "Could not find record"));
    Map<String, Object> headers =
        node.camel()
            .createProducerTemplate()
            .send("direct:sugar-request", exchange -> exchange.getMessage().setBody(leads()))
            .getMessage()
            .getHeaders();
    assertThat(headers).doesNotContainKeys("OAuth-Token", "CamelHttpUri", "CamelHttpQuery");
  }

  /** Begins a request that Sugar makes wait for two minutes. */
  private Future<?> waitForBusySugar() {
    scripted.then(ScriptedSugar.json(503, error("maintenance", ""), "Retry-After", "120"));
    Future<?> waiting =
        thread.submit(
            () -> {
              try {
                read();
              } finally {
                ended.countDown();
              }
            });
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> node.bean(MeterRegistry.class).find("caramel.sugar.waiting").timer() != null);
    return waiting;
  }
}
