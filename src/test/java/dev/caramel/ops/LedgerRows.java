package dev.caramel.ops;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes rows of the ledger and of the job store, as runs and schedules leave them. */
class LedgerRows {
  private final JdbcClient jdbc;

  LedgerRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long run(String sync, String outcome, String startedAt, int seconds) {
    return run(sync, outcome, startedAt, seconds, null, "[]");
  }

  long run(String sync, String outcome, String startedAt, int seconds, String cause, String notes) {
    Instant start = Instant.parse(startedAt);
    return jdbc.sql(
            """
            insert into run (sync_id, trigger, mode, node, started_at, ended_at, outcome, cause,
                             notes, read, added, unchanged)
            values (?, 'schedule', 'changes', 'a', ?, ?, ?, ?, ?::jsonb, 100, 10, 90)
            returning id
            """)
        .params(
            sync,
            Timestamp.from(start),
            outcome.equals("running") ? null : Timestamp.from(start.plusSeconds(seconds)),
            outcome,
            cause,
            notes)
        .query(Long.class)
        .single();
  }

  void condition(long run, String name, String sentence) {
    jdbc.sql("update run set conditions = jsonb_build_object(?, ?) where id = ?")
        .params(name, sentence, run)
        .update();
  }

  void dryRun(String sync, String startedAt) {
    long id = run(sync, "failed", startedAt, 1);
    jdbc.sql("update run set dry_run = true where id = ?").param(id).update();
  }

  void rejection(long run, String sync, String record) {
    jdbc.sql(
            "insert into rejection (run_id, sync_id, direction, record_id, reason)"
                + " values (?, ?, 'pull', ?, 'too long')")
        .params(run, sync, record)
        .update();
  }

  void pendingRemoval(long run, String sync, long member) {
    jdbc.sql("insert into pending_removal values (?, ?, 'left-source', ?)")
        .params(sync, member, run)
        .update();
  }

  void trigger(String sync, String state, String nextFireAt) {
    jdbc.sql(
            """
            insert into qrtz_job_details (sched_name, job_name, job_group, job_class_name,
                                          is_durable, is_nonconcurrent, is_update_data,
                                          requests_recovery)
            values ('caramel', ?, 'sync', 'x', false, false, false, false)
            """)
        .param(sync)
        .update();
    jdbc.sql(
            """
            insert into qrtz_triggers (sched_name, trigger_name, trigger_group, job_name, job_group,
                                       next_fire_time, trigger_state, trigger_type, start_time)
            values ('caramel', ?, 'sync', ?, 'sync', ?, ?, 'CRON', 0)
            """)
        .params(sync, sync, Instant.parse(nextFireAt).toEpochMilli(), state)
        .update();
  }

  void pause(String sync) {
    jdbc.sql("insert into sync (id, paused) values (?, true)").param(sync).update();
  }

  void session(String id, String release, String blockedReason, String blockedUntil) {
    jdbc.sql(
            "insert into sugar_session (id, access_token, release, blocked_reason, blocked_until)"
                + " values (?, ?, ?, ?, ?)")
        .params(
            id,
            blockedReason == null ? new byte[] {1} : null,
            release,
            blockedReason,
            blockedUntil == null ? null : Timestamp.from(Instant.parse(blockedUntil)))
        .update();
  }
}
