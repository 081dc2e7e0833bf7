package dev.caramel.ops;

import dev.caramel.sync.LoadedSync.State;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.RunRequest.Trigger;
import dev.caramel.sync.RunStarter;
import dev.caramel.sync.program.LoadedProgram;
import dev.caramel.sync.program.ProgramStarter;
import dev.caramel.sync.program.Programs;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The MBean of one maintenance program. */
class ProgramBean implements ProgramMXBean {
  private static final String IDLE = "no run of this program is under way";

  private final String id;
  private final Programs programs;
  private final ProgramWatch watch;
  private final ProgramStarter starter;
  private final RunStarter runs;
  private final Clock clock;

  ProgramBean(
      String id,
      Programs programs,
      ProgramWatch watch,
      ProgramStarter starter,
      RunStarter runs,
      Clock clock) {
    this.id = id;
    this.programs = programs;
    this.watch = watch;
    this.starter = starter;
    this.runs = runs;
    this.clock = clock;
  }

  @Override
  public String getDescription() {
    return programs.find(id).map(LoadedProgram::description).orElse("");
  }

  @Override
  public @Nullable String getState() {
    return programs
        .find(id)
        .map(one -> one.state() == State.READY && isPaused() ? State.PAUSED : one.state())
        .map(state -> state.name().toLowerCase(Locale.ROOT))
        .orElse(null);
  }

  @Override
  public String getHealth() {
    return verdict().map(verdict -> verdict.level().word()).orElse("down");
  }

  @Override
  public String getReason() {
    return verdict().map(SyncVerdict::words).orElse("The program is not loaded.");
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
    return Optional.ofNullable(figures().success()).map(run -> text(run.endedAt())).orElse(null);
  }

  @Override
  public double getLastDurationSeconds() {
    return last().map(run -> run.seconds(clock.instant())).orElse(-1.0);
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
  public long run() {
    return start(false);
  }

  @Override
  public long dryRun() {
    return start(true);
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
  public void pause() {
    plainly(
        () -> {
          starter.pause(id);
          return id;
        });
  }

  @Override
  public void resume() {
    plainly(
        () -> {
          starter.resume(id);
          return id;
        });
  }

  private long start(boolean dryRun) {
    return plainly(
        () -> starter.start(id, new RunRequest(Trigger.JMX, dryRun, false, false, List.of())));
  }

  /** As for the bean of a sync: a console knows no classes of ours, nor those of Java's SQL. */
  private <T> T plainly(Supplier<T> action) {
    ClassLoader consoles = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(ProgramBean.class.getClassLoader());
    try {
      T result = action.get();
      watch.forget();
      return result;
    } catch (ProgramStarter.NoSuchProgram
        | ProgramStarter.ProgramRefused
        | ProgramStarter.ProgramBusy refused) {
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

  private SyncFigures figures() {
    return watch.figures(id);
  }

  private Optional<SyncVerdict> verdict() {
    return programs.find(id).map(program -> SyncVerdict.of(program, figures(), clock.instant()));
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
