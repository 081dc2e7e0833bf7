package dev.caramel.sync.pull;

import dev.caramel.sync.run.ToldFailure;

/** A pull that can't be made, with the reason in words that an administrator understands. */
public final class PullFailed extends RuntimeException implements ToldFailure {
  private static final long serialVersionUID = 1L;

  PullFailed(String message) {
    super(message);
  }
}
