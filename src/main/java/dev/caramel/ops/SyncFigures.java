package dev.caramel.ops;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one sync: the base of its health, its metrics and its MBean.
 *
 * @param last newest run that is not dry, or null if it never ran
 * @param success newest complete run that ended well, or null
 * @param nextFireAt when its schedule fires next; null without a schedule
 * @param triggerState state of its trigger in the job store, such as {@code WAITING}; null without
 *     a schedule
 * @param paused whether somebody paused it
 * @param openRejections how many rejections wait for a retry or to be dismissed
 * @param pendingRemovals how many removals wait for approval
 * @param scheduled whether its file gives it a schedule
 * @param ended what the runs did that began and ended since this node started
 */
record SyncFigures(
    @Nullable Run last,
    @Nullable Run success,
    @Nullable Instant nextFireAt,
    @Nullable String triggerState,
    boolean paused,
    long openRejections,
    long pendingRemovals,
    boolean scheduled,
    Totals ended) {

  static final SyncFigures NONE =
      new SyncFigures(null, null, null, null, false, 0, 0, false, Totals.NONE);

  /** Names of a run's counts, as in the API; each is a column of the ledger. */
  static final List<String> COUNTS =
      List.of(
          "read",
          "added",
          "updated",
          "removed",
          "unchanged",
          "skipped",
          "pushed",
          "created",
          "linked",
          "rejected");

  SyncFigures with(boolean isScheduled, Totals totals) {
    return new SyncFigures(
        last,
        success,
        nextFireAt,
        triggerState,
        paused,
        openRejections,
        pendingRemovals,
        isScheduled,
        totals);
  }

  /**
   * One run of the ledger.
   *
   * @param counts its counts by name
   * @param notes conditions that a person should read although the run went on
   * @param conditions sentences by the name of the condition that the run met
   */
  record Run(
      Instant startedAt,
      @Nullable Instant endedAt,
      String outcome,
      @Nullable String cause,
      Map<String, Long> counts,
      List<String> notes,
      Map<String, String> conditions) {

    /** Length in seconds: so far, for a run that is under way. */
    double seconds(Instant now) {
      return ((endedAt == null ? now : endedAt).toEpochMilli() - startedAt.toEpochMilli()) / 1000.0;
    }

    /** Seconds since it began. */
    double secondsSinceStart(Instant now) {
      return (now.toEpochMilli() - startedAt.toEpochMilli()) / 1000.0;
    }

    long count(String name) {
      return counts.getOrDefault(name, 0L);
    }

    boolean isUnderWay() {
      return endedAt == null;
    }
  }

  /**
   * Sums over runs.
   *
   * @param runs how many
   * @param seconds their length together
   * @param counts their counts together, by name
   */
  record Totals(long runs, double seconds, Map<String, Long> counts) {
    static final Totals NONE = new Totals(0, 0, Map.of());

    long count(String name) {
      return counts.getOrDefault(name, 0L);
    }
  }
}
