package dev.caramel.ops;

import static java.util.stream.Collectors.joining;

/** The statements that read the ledger: the same for syncs and for maintenance programs. */
enum LedgerStatements {
  SYNCS("sync", "sync_id") {
    @Override
    String waiting() {
      return """
          (select count(*) from rejection
            where sync_id = known.id and dismissed_at is null) as open_rejections,
          (select count(*) from pending_removal where sync_id = known.id) as pending_removals
          """;
    }
  },
  PROGRAMS("program", "program_id") {
    @Override
    String waiting() {
      return "0 as open_rejections, 0 as pending_removals";
    }
  };

  // Each lateral ends at the first row it finds on the index of its owner, however long the ledger.
  private static final String FIGURES =
      """
      select known.id as sync, coalesce(owner.paused, false) as paused,
             trigger.next_fire_time, trigger.trigger_state, %1$s,
             last.started_at, last.ended_at, last.outcome, last.cause, last.notes,
             last.conditions, %2$s,
             success.started_at as success_started_at, success.ended_at as success_ended_at,
             success.outcome as success_outcome
        from unnest(?) as known(id)
        left join %3$s owner on owner.id = known.id
        left join qrtz_triggers trigger
          on trigger.sched_name = ? and trigger.trigger_group = '%3$s'
         and trigger.trigger_name = known.id
        left join lateral (
          select * from run where %4$s = known.id and not dry_run order by id desc limit 1
        ) last on true
        left join lateral (
          select started_at, ended_at, outcome from run
           where %4$s = known.id and not dry_run and records is null
             and outcome in ('succeeded', 'succeeded-with-rejections')
           order by id desc limit 1
        ) success on true
      """;

  // Nothing overlaps itself: its runs end in the order of their ids.
  private static final String ENDED =
      """
      select seen.id as sync, max(run.id) as newest, count(*) as runs,
             sum(extract(epoch from run.ended_at - run.started_at)) as seconds, %2$s
        from unnest(?, ?) as seen(id, newest)
        join run on run.%1$s = seen.id and run.id > seen.newest
       where not run.dry_run and run.ended_at is not null
       group by seen.id
      """;

  private final String table;
  private final String column;

  /**
   * @param table table of the owners, which is the group of their schedules, too
   * @param column column of a run that names its owner
   */
  LedgerStatements(String table, String column) {
    this.table = table;
    this.column = column;
  }

  /** Columns of what waits for a person. */
  abstract String waiting();

  String figures() {
    String counts = SyncFigures.COUNTS.stream().map("last."::concat).collect(joining(", "));
    return FIGURES.formatted(waiting(), counts, table, column);
  }

  String ended() {
    return ENDED.formatted(
        column,
        SyncFigures.COUNTS.stream()
            .map(name -> "sum(run." + name + ") as " + name)
            .collect(joining(", ")));
  }

  String underWay() {
    return "select max(id) from run where %s = ? and outcome = 'running'".formatted(column);
  }
}
