package dev.caramel.sync.explain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the tables know of one person in a sync. */
@Component
class PersonRows {
  private static final String MEMBERS =
      """
      select m.id, m.email, m.record_id, m.removed_at, m.removed_because, p.cause as waits
        from member m
        left join pending_removal p on p.sync_id = m.list_id and p.member_id = m.id
       where m.list_id = ?
         and (m.record_id = ? or m.email_key = lower(?))
       order by m.removed_at nulls first, m.id
       limit 20
      """;

  private static final String REJECTIONS =
      """
      select run_id, at, 'rejected' as outcome, direction, field, reason as cause, attempts
        from rejection
       where sync_id = ? and (record_id = any (?) or lower(email) = lower(?))
       order by at desc
       limit 20
      """;

  private static final String RUNS =
      """
      select id as run_id, started_at as at, outcome, null as direction, null as field, cause,
             1 as attempts
        from run
       where sync_id = ? and not dry_run
       order by id desc
       limit 5
      """;

  private static final String NEXT =
      """
      select next_fire_time from qrtz_triggers
       where sched_name = ? and trigger_group = 'sync' and trigger_name = ? and next_fire_time > 0
      """;

  private final JdbcClient jdbc;
  private final String scheduler;

  PersonRows(JdbcClient jdbc, @Value("${spring.quartz.scheduler-name:caramel}") String scheduler) {
    this.jdbc = jdbc;
    this.scheduler = scheduler;
  }

  /** Members with that record or address, those in the list first. */
  List<Explanation.Member> members(String list, @Nullable String record, @Nullable String email) {
    return jdbc.sql(MEMBERS).params(list, record, email).query(PersonRows::member).list();
  }

  private static Explanation.Member member(ResultSet row, int number) throws SQLException {
    Timestamp removed = row.getTimestamp("removed_at");
    return new Explanation.Member(
        row.getString("id"),
        row.getString("email"),
        row.getString("record_id"),
        removed == null ? null : removed.toInstant(),
        row.getString("removed_because"),
        row.getString("waits"));
  }

  /** What was rejected of these records and that address, newest first. */
  List<Explanation.Attempt> rejections(String sync, List<String> records, @Nullable String email) {
    return jdbc.sql(REJECTIONS)
        .params(sync, records.toArray(String[]::new), email)
        .query(PersonRows::attempt)
        .list();
  }

  /** The last runs of the sync, newest first. */
  List<Explanation.Attempt> runs(String sync) {
    return new ArrayList<>(jdbc.sql(RUNS).param(sync).query(PersonRows::attempt).list());
  }

  private static Explanation.Attempt attempt(ResultSet row, int number) throws SQLException {
    return new Explanation.Attempt(
        row.getString("run_id"),
        row.getTimestamp("at").toInstant(),
        row.getString("outcome").toLowerCase(Locale.ROOT),
        row.getString("direction"),
        row.getString("field"),
        row.getString("cause"),
        row.getInt("attempts"));
  }

  /** Whether somebody paused the sync. */
  boolean paused(String sync) {
    return jdbc.sql("select exists (select from sync where id = ? and paused)")
        .param(sync)
        .query(Boolean.class)
        .single();
  }

  /** When the schedule fires next; empty without a schedule. */
  Optional<Instant> next(String sync) {
    return jdbc.sql(NEXT)
        .params(scheduler, sync)
        .query(Long.class)
        .optional()
        .map(Instant::ofEpochMilli);
  }
}
