package dev.caramel.sync.files;

import dev.caramel.sync.definition.SugarRules;
import dev.caramel.sync.definition.SyncFile;
import dev.caramel.sync.definition.Verdict;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Asks Sugar about a definition, but never waits long: a Sugar that is away must not hold files up.
 */
final class SugarJudge implements AutoCloseable {
  private static final String WAITS = "Waits for Sugar to be asked: it has not answered yet.";

  private final @Nullable SugarRules rules;
  private final Duration patience;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(new CustomizableThreadFactory("sugar-judge-"));
  private @Nullable Future<Verdict> asked;

  /**
   * @param rules the rules, or null where there is no Sugar to ask
   * @param patience longest wait
   */
  SugarJudge(@Nullable SugarRules rules, Duration patience) {
    this.rules = rules;
    this.patience = patience;
  }

  /** The verdict, or that it waits for Sugar. */
  synchronized Verdict judge(SyncFile file, String connection) {
    if (rules == null) {
      return Verdict.waiting("Waits for Sugar: no connection is configured.");
    }
    if (asked != null && !asked.isDone()) {
      return Verdict.waiting(WAITS);
    }
    asked = thread.submit(() -> rules.judge(file, connection));
    try {
      return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Verdict.waiting(WAITS);
    } catch (ExecutionException e) {
      return Verdict.waiting("Waits for Sugar to be asked: " + e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Verdict.waiting(WAITS);
    }
  }

  /** The verdict, however long it takes. */
  Verdict judgeNow(SyncFile file, String connection) {
    return rules == null
        ? Verdict.waiting("Waits for Sugar: no connection is configured.")
        : rules.judge(file, connection);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
