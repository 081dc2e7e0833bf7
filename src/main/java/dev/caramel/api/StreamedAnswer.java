package dev.caramel.api;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/** An answer that is still being written when the route of its call has ended. */
public final class StreamedAnswer {
  private static final String FAILURE = StreamedAnswer.class.getName();
  private final ServletRequest request;

  StreamedAnswer(ServletRequest request) {
    this.request = request;
  }

  /**
   * Says that the rest will not come. The connection is then cut, so that the caller cannot take
   * what it has for the whole.
   *
   * @param failure why it will not come
   */
  public void breakOff(Throwable failure) {
    request.setAttribute(FAILURE, failure);
  }

  /** Why the answer to that request was broken off; null if it was not. */
  static @Nullable Throwable failureOf(ServletRequest request) {
    return (Throwable) request.getAttribute(FAILURE);
  }
}
