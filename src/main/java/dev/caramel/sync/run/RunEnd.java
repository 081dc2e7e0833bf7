package dev.caramel.sync.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * How a run ended.
 *
 * @param outcome one of design's outcomes, as the ledger keeps it
 * @param cause why, in words that an administrator understands; null where all went well
 * @param step the step that failed, or null
 */
record RunEnd(String outcome, @Nullable String cause, @Nullable String step) {
  static RunEnd of(SyncRun run, @Nullable Exception exception, @Nullable String step) {
    if (exception != null) {
      Throwable stopped = find(exception, RunStopped.class);
      if (stopped != null) {
        return new RunEnd("interrupted", stopped.getMessage(), null);
      }
      return new RunEnd("failed", words(exception), step);
    }
    String approval = run.approval();
    if (approval != null) {
      return new RunEnd("needs-approval", approval, null);
    }
    if (run.counts().rejected() > 0) {
      return new RunEnd("succeeded-with-rejections", null, null);
    }
    return new RunEnd("succeeded", null, null);
  }

  /** One line that a person can read. */
  void log(Logger log, SyncRun run, Instant now) {
    String line = RunWords.end(run, this, now);
    if (outcome.equals("failed")) {
      log.error(line);
    } else if (outcome.equals("succeeded")) {
      log.info(line);
    } else {
      log.warn(line);
    }
  }

  private static String words(Throwable exception) {
    Throwable cause = exception;
    while (cause.getCause() != null
        && (cause.getMessage() == null
            || cause instanceof org.apache.camel.RuntimeCamelException
            || cause instanceof org.apache.camel.CamelExchangeException)) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static @Nullable Throwable find(Throwable exception, Class<?> type) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return cause;
      }
    }
    return null;
  }
}
