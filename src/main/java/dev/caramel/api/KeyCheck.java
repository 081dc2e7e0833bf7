package dev.caramel.api;

import org.jspecify.annotations.Nullable;

/** Decides who may use the API. */
public interface KeyCheck {
  /**
   * Lets the caller in, or not.
   *
   * @param authorization value of the header {@code Authorization}, or null if there is none
   * @throws WrongKey if it carries no key, or another one
   */
  void check(@Nullable String authorization);
}
