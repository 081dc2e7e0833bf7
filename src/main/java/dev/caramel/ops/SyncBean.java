package dev.caramel.ops;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.LoadedSync.State;
import dev.caramel.sync.PersonExplainer;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.RunRequest.Trigger;
import dev.caramel.sync.RunStarter;
import dev.caramel.sync.Syncs;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The MBean of one sync. */
class SyncBean implements SyncMXBean {
  private static final String IDLE = "no run of this sync is under way";

  private final String id;
  private final Syncs syncs;
  private final SyncWatch watch;
  private final RunStarter runs;
  private final PersonExplainer explainer;
  private final Clock clock;

  SyncBean(
      String id,
      Syncs syncs,
      SyncWatch watch,
      RunStarter runs,
      PersonExplainer explainer,
      Clock clock) {
    this.id = id;
    this.syncs = syncs;
    this.watch = watch;
    this.runs = runs;
    this.explainer = explainer;
    this.clock = clock;
  }

  @Override
  public @Nullable String getList() {
    return syncs.definition(id).map(ListSync::list).orElse(null);
  }

  @Override
  public @Nullable String getState() {
    return loaded()
        .map(sync -> sync.state() == State.READY && isPaused() ? State.PAUSED : sync.state())
        .map(state -> state.name().toLowerCase(Locale.ROOT))
        .orElse(null);
  }

  @Override
  public String getHealth() {
    return verdict().map(verdict -> verdict.level().word()).orElse("down");
  }

  @Override
  public String getReason() {
    return verdict().map(SyncVerdict::words).orElse("The sync is not loaded.");
  }

  @Override
  public List<String> getConditions() {
    return verdict()
        .map(verdict -> verdict.reasons().keySet().stream().map(SyncCondition::word).toList())
        .orElse(List.of());
  }

  @Override
  public long getPendingRemovals() {
    return figures().pendingRemovals();
  }

  @Override
  public @Nullable String getLastOutcome() {
    return last().map(SyncFigures.Run::outcome).orElse(null);
  }

  @Override
  public @Nullable String getLastCause() {
    return last().map(SyncFigures.Run::cause).orElse(null);
  }

  @Override
  public @Nullable String getLastStart() {
    return last().map(run -> text(run.startedAt())).orElse(null);
  }

  @Override
  public @Nullable String getLastSuccess() {
    return success().map(run -> text(run.endedAt())).orElse(null);
  }

  @Override
  public double getLastDurationSeconds() {
    return last().map(run -> run.seconds(clock.instant())).orElse(-1.0);
  }

  @Override
  public double getLagSeconds() {
    return success().map(run -> run.secondsSinceStart(clock.instant())).orElse(-1.0);
  }

  @Override
  public @Nullable String getNextFireTime() {
    return text(figures().nextFireAt());
  }

  @Override
  public boolean isPaused() {
    return figures().paused();
  }

  @Override
  public long getRead() {
    return count("read");
  }

  @Override
  public long getAdded() {
    return count("added");
  }

  @Override
  public long getUpdated() {
    return count("updated");
  }

  @Override
  public long getRemoved() {
    return count("removed");
  }

  @Override
  public long getUnchanged() {
    return count("unchanged");
  }

  @Override
  public long getSkipped() {
    return count("skipped");
  }

  @Override
  public long getPushed() {
    return count("pushed");
  }

  @Override
  public long getCreated() {
    return count("created");
  }

  @Override
  public long getLinked() {
    return count("linked");
  }

  @Override
  public long getRejected() {
    return count("rejected");
  }

  @Override
  public long getOpenRejections() {
    return figures().openRejections();
  }

  @Override
  public long run() {
    return start(false, false);
  }

  @Override
  public long fullRun() {
    return start(false, true);
  }

  @Override
  public long dryRun() {
    return start(true, false);
  }

  @Override
  public long allowRemovals() {
    return plainly(
        () -> runs.start(id, new RunRequest(Trigger.JMX, false, false, true, List.of())));
  }

  @Override
  public long cancel() {
    return plainly(
        () -> {
          long run = watch.underWay(id).orElseThrow(() -> new IllegalStateException(IDLE));
          if (!runs.cancel(run)) {
            throw new IllegalStateException(IDLE);
          }
          return run;
        });
  }

  @Override
  public String explain(String person) {
    return plainly(() -> String.join("\n", explainer.explain(id, person.strip())));
  }

  @Override
  public void pause() {
    plainly(
        () -> {
          runs.pause(id);
          return id;
        });
  }

  @Override
  public void resume() {
    plainly(
        () -> {
          runs.resume(id);
          return id;
        });
  }

  private long start(boolean dryRun, boolean full) {
    return plainly(
        () -> runs.start(id, new RunRequest(Trigger.JMX, dryRun, full, false, List.of())));
  }

  /**
   * A JMX console knows no classes of ours: it gets the sentence in an exception of Java's own. And
   * its thread knows not even those of Java's SQL, which the job store looks up by the thread.
   */
  private <T> T plainly(Supplier<T> action) {
    ClassLoader consoles = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(SyncBean.class.getClassLoader());
    try {
      T result = action.get();
      watch.forget();
      return result;
    } catch (RunStarter.NoSuchSync | RunStarter.SyncRefused | RunStarter.SyncBusy refused) {
      throw new IllegalStateException(refused.getMessage());
    } finally {
      Thread.currentThread().setContextClassLoader(consoles);
    }
  }

  private long count(String name) {
    return last().map(run -> run.count(name)).orElse(0L);
  }

  private Optional<SyncFigures.Run> last() {
    return Optional.ofNullable(figures().last());
  }

  private Optional<SyncFigures.Run> success() {
    return Optional.ofNullable(figures().success());
  }

  private SyncFigures figures() {
    return watch.figures(id);
  }

  private Optional<LoadedSync> loaded() {
    return syncs.find(id);
  }

  private Optional<SyncVerdict> verdict() {
    return loaded().map(sync -> SyncVerdict.of(sync, figures(), clock.instant()));
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
