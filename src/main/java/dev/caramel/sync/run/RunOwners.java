package dev.caramel.sync.run;

import dev.caramel.sync.RunRequest;
import java.sql.Array;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is kept of a sync or a maintenance program beside its runs: whether it is paused, when its
 * last complete run began, and what an interrupted one was asked for.
 */
@Component
class RunOwners {
  // A full read that has a checkpoint of its own goes on there: to ask for it again would begin
  // anew.
  private static final String INTERRUPTED_SYNC =
      """
      select r.full_asked and not exists (
               select from sync_checkpoint c
                where c.sync_id = r.sync_id and c.sweep = r.sweep and c.mode <> 'changes') as "full",
             r.allow_removals, r.records
        from (select * from run where sync_id = ? and not dry_run order by id desc limit 1) r
       where r.outcome = 'interrupted' and not r.cancel_asked
         and not exists (select from sync s where s.id = r.sync_id and s.paused)
      """;

  // A step of a sync's run is gone on with by the sync's next run, which comes to it again.
  private static final String INTERRUPTED_PROGRAM =
      """
      select false as "full", false as allow_removals, null::text[] as records
        from (select * from run where program_id = ? and not dry_run order by id desc limit 1) r
       where r.outcome = 'interrupted' and not r.cancel_asked and r.called_by is null
         and not exists (select from program p where p.id = r.program_id and p.paused)
      """;

  private final JdbcClient jdbc;

  RunOwners(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps when a complete run began. */
  void completed(RunOwner owner, Instant startedAt) {
    jdbc.sql(
            owner.program()
                ? """
                  insert into program (id, last_complete_start) values (?, ?)
                  on conflict (id) do update set last_complete_start = excluded.last_complete_start
                  """
                : """
                  insert into sync (id, last_complete_start) values (?, ?)
                  on conflict (id) do update set last_complete_start = excluded.last_complete_start
                  """)
        .params(owner.id(), Timestamp.from(startedAt))
        .update();
  }

  /** Start of the last complete run, or null. */
  @Nullable Instant lastCompleteStart(RunOwner owner) {
    List<Timestamp> found =
        jdbc.sql(
                owner.program()
                    ? """
                      select last_complete_start from program
                       where id = ? and last_complete_start is not null
                      """
                    : """
                      select last_complete_start from sync
                       where id = ? and last_complete_start is not null
                      """)
            .param(owner.id())
            .query(Timestamp.class)
            .list();
    return found.isEmpty() ? null : found.get(0).toInstant();
  }

  /** Whether somebody paused it. */
  boolean paused(RunOwner owner) {
    return jdbc.sql(
            owner.program()
                ? "select exists (select from program where id = ? and paused)"
                : "select exists (select from sync where id = ? and paused)")
        .param(owner.id())
        .query(Boolean.class)
        .single();
  }

  /** Keeps that somebody paused or resumed it. */
  void pause(RunOwner owner, boolean paused) {
    jdbc.sql(
            owner.program()
                ? """
                  insert into program (id, paused) values (?, ?)
                  on conflict (id) do update set paused = excluded.paused
                  """
                : """
                  insert into sync (id, paused) values (?, ?)
                  on conflict (id) do update set paused = excluded.paused
                  """)
        .params(owner.id(), paused)
        .update();
  }

  /**
   * What its last run (no dry one) was asked for, if it was interrupted and is to be gone on with
   * by itself: nobody cancelled it, and nobody paused its schedule.
   */
  Optional<RunRequest> interruptedRequest(RunOwner owner) {
    return jdbc.sql(owner.program() ? INTERRUPTED_PROGRAM : INTERRUPTED_SYNC)
        .param(owner.id())
        .query(
            (rs, row) -> {
              Array records = rs.getArray("records");
              return new RunRequest(
                  RunRequest.Trigger.START,
                  false,
                  rs.getBoolean("full"),
                  rs.getBoolean("allow_removals"),
                  records == null ? List.of() : List.of((String[]) records.getArray()));
            })
        .optional();
  }
}
