package dev.caramel.ops;

import static java.util.stream.Collectors.joining;

import dev.caramel.ops.SyncCondition.Level;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.LoadedSync.State;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.program.LoadedProgram;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a sync or a maintenance program is well, and if not, what is the matter, in words.
 *
 * @param reasons a sentence for each condition that holds
 */
record SyncVerdict(Map<SyncCondition, String> reasons) {
  // Quartz itself calls a fire missed after one minute, and then makes up for it.
  private static final Duration LATE = Duration.ofMinutes(2);
  private static final Set<String> FIRES = Set.of("WAITING", "ACQUIRED", "PAUSED", "ERROR");
  // While a file is loaded anew, its trigger is made anew.
  private static final Duration SETTLED = Duration.ofSeconds(10);

  static SyncVerdict of(LoadedSync sync, SyncFigures figures, Instant now) {
    return of(Watched.of(sync), figures, now);
  }

  static SyncVerdict of(LoadedProgram program, SyncFigures figures, Instant now) {
    return of(Watched.of(program), figures, now);
  }

  private static SyncVerdict of(Watched sync, SyncFigures figures, Instant now) {
    Map<SyncCondition, String> reasons = new EnumMap<>(SyncCondition.class);
    judgeFile(sync, reasons);
    SyncFigures.Run last = figures.last();
    if (last != null) {
      judgeRun(last, figures.pendingRemovals(), reasons);
    }
    judgeSchedule(sync, figures, now, reasons);
    return new SyncVerdict(reasons);
  }

  /** The worst of all conditions. */
  Level level() {
    return reasons.keySet().stream()
        .map(SyncCondition::level)
        .max(Level::compareTo)
        .orElse(Level.UP);
  }

  /** All reasons in one line; empty if the sync is well. */
  String words() {
    return String.join(" ", reasons.values());
  }

  private static void judgeFile(Watched sync, Map<SyncCondition, String> reasons) {
    if (!sync.loaded()) {
      reasons.put(
          SyncCondition.FILE_REFUSED,
          "The file " + sync.file() + " was refused: " + mistakes(sync));
    } else if (sync.state() == State.UNVERIFIED) {
      reasons.put(SyncCondition.UNVERIFIED, "Not verified yet: " + mistakes(sync));
    } else if (sync.editRefused()) {
      reasons.put(
          SyncCondition.EDIT_REFUSED,
          "The newest edit of " + sync.file() + " was refused: " + mistakes(sync));
    } else if (!sync.errors().isEmpty()) {
      reasons.put(SyncCondition.NOTED, mistakes(sync));
    }
  }

  private static String mistakes(Watched sync) {
    return sentences(sync.errors().stream().map(SyncVerdict::words).toList());
  }

  private static String words(Mistake mistake) {
    return mistake.line() == null
        ? mistake.message()
        : "line " + mistake.line() + ": " + mistake.message();
  }

  private static void judgeRun(
      SyncFigures.Run last, long pendingRemovals, Map<SyncCondition, String> reasons) {
    switch (last.outcome()) {
      case "failed" -> {
        boolean login = last.conditions().containsKey(SyncCondition.LOGIN_REFUSED.word());
        reasons.put(
            login ? SyncCondition.LOGIN_REFUSED : SyncCondition.FAILED,
            "The last run failed" + because(last));
      }
      case "interrupted" ->
          reasons.put(SyncCondition.INTERRUPTED, "The last run was interrupted" + because(last));
      case "needs-approval" ->
          reasons.put(
              SyncCondition.NEEDS_APPROVAL,
              pendingRemovals + " removals need approval" + because(last));
      default -> {
        List<String> notes =
            last.notes().stream().filter(note -> !last.conditions().containsValue(note)).toList();
        if (!notes.isEmpty()) {
          reasons.merge(
              SyncCondition.NOTED,
              "The last run noted: " + sentences(notes),
              (file, run) -> file.contains(sentences(notes)) ? file : file + " " + run);
        }
      }
    }
    last.conditions()
        .forEach(
            (name, words) ->
                SyncCondition.named(name)
                    .ifPresent(
                        condition ->
                            reasons.putIfAbsent(
                                condition, "The last run noted: " + sentences(List.of(words)))));
  }

  private static String because(SyncFigures.Run run) {
    return run.cause() == null ? "." : ": " + sentences(List.of(run.cause()));
  }

  private static String sentences(List<String> texts) {
    return texts.stream()
        .map(text -> text.endsWith(".") || text.endsWith("?") ? text : text + ".")
        .collect(joining(" "));
  }

  private static void judgeSchedule(
      Watched sync, SyncFigures figures, Instant now, Map<SyncCondition, String> reasons) {
    Instant loadedAt = sync.loadedAt();
    if (figures.scheduled() && figures.triggerState() == null && !figures.paused()) {
      if (loadedAt != null && loadedAt.isBefore(now.minus(SETTLED))) {
        reasons.put(
            SyncCondition.DID_NOT_FIRE,
            "The schedule does not fire: the job store has no trigger for it.");
      }
      return;
    }
    Instant due = figures.nextFireAt();
    String state = figures.triggerState();
    boolean underWay = figures.last() != null && figures.last().isUnderWay();
    if (due == null || state == null || figures.paused() || underWay || !FIRES.contains(state)) {
      return;
    }
    if (state.equals("ERROR") || due.isBefore(now.minus(LATE))) {
      reasons.put(
          SyncCondition.DID_NOT_FIRE,
          "The schedule did not fire at " + due.truncatedTo(ChronoUnit.SECONDS) + ".");
    }
  }
}
