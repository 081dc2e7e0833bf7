package dev.caramel.sync.run;

/**
 * A run ends before its work is done, on purpose; what it committed stays, the next one goes on.
 */
public final class RunStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunStopped(String reason) {
    super(reason);
  }
}
