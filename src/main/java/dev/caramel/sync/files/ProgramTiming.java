package dev.caramel.sync.files;

import dev.caramel.sync.ListSync;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.definition.EndpointUse;
import dev.caramel.sync.definition.SyncFile;
import dev.caramel.sync.program.ProgramFile;
import dev.caramel.sync.program.StepTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether a maintenance program comes in time for the syncs that bring to Sugar what it writes. One
 * that is scheduled after its sync, or so shortly before it that it usually has not ended, makes
 * its values wait for the sync's next run.
 */
final class ProgramTiming {
  /** Values that wait no longer than that are no matter. */
  private static final Duration SHORT = Duration.ofHours(1);

  private final Clock clock;
  private final Function<String, Duration> usualLength;

  /**
   * @param usualLength how long the runs of a program usually are, by its id; zero where it never
   *     ran
   */
  ProgramTiming(Clock clock, Function<String, Duration> usualLength) {
    this.clock = clock;
    this.usualLength = usualLength;
  }

  /**
   * What is to be said of a program.
   *
   * @param syncs all sync files
   * @param reached names of the routes that a sync's own one leads to
   */
  List<Mistake> of(
      FileJudge.Read program, Collection<SyncFile> syncs, Function<SyncFile, Set<String>> reached) {
    if (program.file().routes().size() != 1) {
      return List.of();
    }
    EndpointUse schedule = program.file().routes().get(0).from();
    List<StepTask> tasks = ProgramFile.tasks(program.file());
    List<Mistake> notes = new ArrayList<>();
    for (SyncFile sync : syncs) {
      ListSync definition = sync.definition();
      if (definition != null
          && tasks.stream().anyMatch(task -> feeds(task, definition))
          && !sync.file().routes().isEmpty()
          && !reached.apply(sync).contains(program.file().stem())) {
        compare(program.file().stem(), schedule, sync)
            .ifPresent(text -> notes.add(new Mistake(schedule.lineOf("cron"), text)));
      }
    }
    return notes;
  }

  private static boolean feeds(StepTask task, ListSync sync) {
    ListSync.PushRules push = sync.push();
    if (push == null) {
      return false;
    }
    if (task instanceof StepTask.SetColumn set) {
      return set.list().equals(sync.id()) && push.update().contains(set.column());
    }
    return task instanceof StepTask.Add add && add.to().equals(sync.id()) && push.add();
  }

  private Optional<String> compare(String program, EndpointUse schedule, SyncFile sync) {
    Instant now = clock.instant();
    NavigableSet<Instant> own = Fires.of(schedule, now);
    NavigableSet<Instant> others = Fires.of(sync.file().routes().get(0).from(), now);
    Duration usual = usualLength.apply(program);
    List<Wait> waits = own.stream().flatMap(at -> Wait.of(at, others).stream()).toList();
    List<Wait> late = waits.stream().filter(Wait::isLate).toList();
    List<Wait> tight = waits.stream().filter(wait -> wait.isTight(usual)).toList();
    if (late.size() * 2 > waits.size()) {
      return Optional.of(lateWords(sync, late.get(0)));
    }
    return tight.size() * 2 > waits.size()
        ? Optional.of(tightWords(sync, tight.get(0), usual))
        : Optional.empty();
  }

  private static String lateWords(SyncFile sync, Wait wait) {
    return "It fires %s after the sync '%s', which brings its values to Sugar: they wait %s for the sync's next run. Schedule it before the sync, or make it a step of the sync, before its push."
        .formatted(
            words(Duration.between(wait.before(), wait.at())),
            sync.id(),
            words(Duration.between(wait.at(), wait.next())));
  }

  private static String tightWords(SyncFile sync, Wait wait, Duration usual) {
    Duration ahead = Duration.between(wait.at(), wait.next());
    return "It fires %s the sync '%s', which brings its values to Sugar, and usually takes %s: it has not ended then. Schedule it earlier, or make it a step of the sync, before its push."
        .formatted(
            ahead.isZero() ? "together with" : words(ahead) + " before", sync.id(), words(usual));
  }

  private static String words(Duration time) {
    if (time.compareTo(Duration.ofHours(2)) >= 0) {
      return Math.round(time.toMinutes() / 60.0) + " hours";
    } else if (time.compareTo(Duration.ofMinutes(2)) >= 0) {
      return Math.round(time.toSeconds() / 60.0) + " minutes";
    }
    return time.truncatedTo(ChronoUnit.SECONDS).toSeconds() + " seconds";
  }

  /**
   * One fire of the program among those of a sync.
   *
   * @param before the sync's fire before it
   * @param at the program's
   * @param next the sync's with it or after it
   * @param afterNext the sync's one after that
   */
  private record Wait(Instant before, Instant at, Instant next, Instant afterNext) {
    static Optional<Wait> of(Instant at, NavigableSet<Instant> syncs) {
      Instant before = syncs.lower(at);
      Instant next = syncs.ceiling(at);
      Instant afterNext = next == null ? null : syncs.higher(next);
      return before == null || afterNext == null
          ? Optional.empty()
          : Optional.of(new Wait(before, at, next, afterNext));
    }

    boolean isLate() {
      Duration wait = Duration.between(at, next);
      return wait.compareTo(SHORT) > 0 && Duration.between(before, at).compareTo(wait) < 0;
    }

    boolean isTight(Duration usual) {
      return Duration.between(at, next).compareTo(usual) <= 0
          && Duration.between(at, afterNext).compareTo(SHORT) > 0;
    }
  }
}
