package dev.caramel.sandbox.http;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that end when the sandbox is closed. */
public final class Pause {

  private final CountDownLatch closed = new CountDownLatch(1);

  /** Makes a source of waits. */
  public Pause() {}

  /**
   * Waits.
   *
   * @param millis how long at most
   */
  public void of(long millis) {
    if (millis <= 0) {
      return;
    }
    try {
      closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends all waits, and those to come. */
  public void close() {
    closed.countDown();
  }
}
