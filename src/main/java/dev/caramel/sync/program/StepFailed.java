package dev.caramel.sync.program;

import dev.caramel.sync.run.ToldFailure;

/** A step of a maintenance program that cannot do what it says; the message says why. */
final class StepFailed extends RuntimeException implements ToldFailure {
  private static final long serialVersionUID = 1L;

  StepFailed(String message) {
    super(message);
  }
}
