package dev.caramel.sugar;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Pauses before a request is repeated. Camel's own delay between repetitions goes on when the
 * program stops, for as long as it was meant to last: these end at once.
 */
@Component
class SugarPauses {
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final SugarMeters meters;

  SugarPauses(SugarMeters meters) {
    this.meters = meters;
  }

  /**
   * Waits.
   *
   * @return false if the pause was cut short, because the program stops or the thread was
   *     interrupted; the latter can still be seen on the thread
   */
  boolean took(String connection, Duration pause) {
    if (pause.isZero()) {
      return stopping.getCount() > 0 && !Thread.currentThread().isInterrupted();
    }
    meters.waits(connection, pause);
    try {
      return !stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Before Camel waits for its exchanges to end. */
  @EventListener(ContextClosedEvent.class)
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void stop() {
    stopping.countDown();
  }
}
