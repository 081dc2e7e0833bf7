package dev.caramel.sync.run;

import dev.caramel.sugar.SugarException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.springframework.dao.DataAccessException;

/**
 * How a run ended.
 *
 * @param outcome one of design's outcomes, as the ledger keeps it
 * @param cause why, in words that an administrator understands; null where all went well
 * @param step the step that failed, or null
 * @param unexpected what was thrown, where its words alone do not tell a developer enough; else
 *     null
 */
record RunEnd(
    String outcome, @Nullable String cause, @Nullable String step, @Nullable Exception unexpected) {
  static RunEnd of(Run run, @Nullable Exception exception, @Nullable String step) {
    if (exception != null) {
      Throwable stopped = find(exception, RunStopped.class);
      if (stopped != null) {
        return new RunEnd("interrupted", stopped.getMessage(), null, null);
      }
      String reason = run.stopReason();
      if (reason != null) {
        return new RunEnd("interrupted", reason, null, null);
      }
      if (find(exception, SugarException.LoginRefused.class) != null) {
        run.met(RunCondition.LOGIN_REFUSED, words(exception));
      }
      return new RunEnd("failed", words(exception), step, told(exception) ? null : exception);
    }
    String approval = run.approval();
    if (approval != null) {
      return new RunEnd("needs-approval", approval, null, null);
    }
    if (run.counts().rejected() > 0) {
      return new RunEnd("succeeded-with-rejections", null, null, null);
    }
    return new RunEnd("succeeded", null, null, null);
  }

  /** One line that a person can read. */
  void log(Logger log, Run run, Instant now) {
    String line = RunWords.end(run, this, now);
    if (outcome.equals("failed")) {
      log.error(line, unexpected);
    } else if (outcome.equals("succeeded")) {
      log.info(line);
    } else {
      log.warn(line);
    }
  }

  /** Whether the message was written for a person. */
  private static boolean told(Exception exception) {
    return find(exception, ToldFailure.class) != null
        || find(exception, SugarException.class) != null;
  }

  private static String words(Throwable exception) {
    Throwable cause = exception;
    while (cause.getCause() != null
        && (cause.getMessage() == null
            || cause instanceof org.apache.camel.RuntimeCamelException
            || cause instanceof org.apache.camel.CamelExchangeException)) {
      cause = cause.getCause();
    }
    // The statement is a developer's: it stands in the log.
    return cause instanceof DataAccessException failed
        ? "the database failed: "
            + message(failed.getMostSpecificCause()).lines().findFirst().orElse("")
        : message(cause);
  }

  private static String message(Throwable cause) {
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
