package dev.caramel.sandbox.control;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A fault to inject into requests to {@code /rest}.
 *
 * @param kind {@code status}, {@code latency}, {@code kill-session}, {@code expire-token}, {@code
 *     refuse-refresh}, {@code reset}, {@code reset-after-work}, {@code cut-body}, {@code html},
 *     {@code empty-body}, {@code wrong-json}, {@code throttle}, {@code maintenance}, {@code hang}
 *     or {@code hang-after-work}
 * @param status the HTTP status of {@code status}, {@code html} and {@code empty-body}; 0 for the
 *     kind's own
 * @param retryAfter the header Retry-After, or null for none
 * @param body the body of {@code status}, or null for Sugar's own
 * @param path a regular expression that is sought in method and path, for example {@code "POST
 *     .*&#47;bulk"}; null for all
 * @param at which matching request from now on is the first to be hit, from 1
 * @param times how many matching requests are hit; -1 for all
 * @param delayMillis how long {@code latency} and {@code hang} take; 0 of a hang is ten minutes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = false)
public record Fault(
    String kind,
    int status,
    @Nullable String retryAfter,
    @Nullable String body,
    @Nullable String path,
    int at,
    int times,
    long delayMillis) {

  /** Fills what was left out: {@code at} 1, {@code times} 1. */
  public Fault {
    at = at == 0 ? 1 : at;
    times = times == 0 ? 1 : times;
  }

  /**
   * A fault of a kind for the next request.
   *
   * @param kind the kind
   * @return the fault
   */
  public static Fault of(String kind) {
    return new Fault(kind, 0, null, null, null, 1, 1, 0);
  }

  /**
   * An answer with a status for the next request.
   *
   * @param status the status
   * @return the fault
   */
  public static Fault ofStatus(int status) {
    return new Fault("status", status, null, null, null, 1, 1, 0);
  }

  /**
   * Limits it to some requests.
   *
   * @param regex sought in method and path
   * @return a copy
   */
  public Fault on(String regex) {
    return new Fault(kind, status, retryAfter, body, regex, at, times, delayMillis);
  }

  /**
   * Chooses the first request that is hit.
   *
   * @param request its number among the matching ones from now on, from 1
   * @return a copy
   */
  public Fault at(int request) {
    return new Fault(kind, status, retryAfter, body, path, request, times, delayMillis);
  }

  /**
   * Chooses how many requests are hit.
   *
   * @param requests the number, -1 for all
   * @return a copy
   */
  public Fault times(int requests) {
    return new Fault(kind, status, retryAfter, body, path, at, requests, delayMillis);
  }

  /**
   * Sets the delay.
   *
   * @param millis milliseconds
   * @return a copy
   */
  public Fault delayed(long millis) {
    return new Fault(kind, status, retryAfter, body, path, at, times, millis);
  }

  /**
   * Sets the header Retry-After.
   *
   * @param value seconds or a date
   * @return a copy
   */
  public Fault retryAfter(String value) {
    return new Fault(kind, status, value, body, path, at, times, delayMillis);
  }

  /**
   * Sets the body.
   *
   * @param text the body
   * @return a copy
   */
  public Fault body(String text) {
    return new Fault(kind, status, retryAfter, text, path, at, times, delayMillis);
  }
}
