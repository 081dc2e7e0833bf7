package dev.caramel.sync.push;

import dev.caramel.sync.run.ToldFailure;

/** A push that can't be made, with the reason in words that an administrator understands. */
public final class PushFailed extends RuntimeException implements ToldFailure {
  private static final long serialVersionUID = 1L;

  PushFailed(String message) {
    super(message);
  }
}
