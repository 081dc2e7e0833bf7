package dev.caramel.sync.pull;

import dev.caramel.sync.run.SyncRun;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Members that seem to have left the source, until each was read once more. */
@Component
class RemovalCandidates {
  // Who was never of the source cannot leave it, but his record can be deleted.
  private static final String LEFT =
      """
      insert into removal_candidate (run_id, member_id, record_id, cause)
      select ?, m.id, m.record_id, u.cause
        from (select ?::text as cause) u
        join member m on m.in_source or u.cause = 'deleted'
       where m.list_id = ? and m.record_id = any (?) and m.removed_at is null
      on conflict (run_id, member_id) do update set cause = excluded.cause
      """;

  // Only who was there before the sweep (or the full pull) began can be missing in it. A difference
  // of sets, because the planner knows nothing of what the arrays hold: an anti-join could become a
  // loop in a loop.
  private static final String MISSING =
      """
      with unmet as (
        select id from member
         where list_id = ? and record_id is not null and in_source and removed_at is null
           and created_at < ?
        except
        select unnest(members) from sweep_page where sweep = ?)
      insert into removal_candidate (run_id, member_id, record_id)
      select ?, m.id, m.record_id
        from unmet
        join member m on m.list_id = ? and m.id = unmet.id
       where not exists (select from sweep_row s
                          where s.sweep = ? and s.record_id = m.record_id)
      on conflict (run_id, member_id) do nothing
      """;

  private static final String WAITING =
      """
      insert into removal_candidate (run_id, member_id, record_id)
      select ?, m.id, m.record_id
        from pending_removal p
        join member m on m.list_id = p.sync_id and m.id = p.member_id and m.removed_at is null
       where p.sync_id = ? and m.record_id is not null
      on conflict (run_id, member_id) do nothing
      """;

  private static final String SOME =
      """
      select exists (select from pending_removal where sync_id = ?)
          or exists (select from removal_candidate where run_id = ?)
      """;

  static final String UNCONFIRMED =
      """
      select record_id from removal_candidate
       where run_id = ? and cause is null
       order by record_id
       limit ?
      """;

  // Served by removal_candidate_unconfirmed, one by one.
  private static final String ASKED =
      """
      unnest(?::text[]) as u (id)
      cross join lateral (
        select ctid, run_id, member_id, record_id from removal_candidate
         where record_id = u.id and run_id = ? and cause is null offset 0) c
      """;

  // An insert that always conflicts finds each by the primary key, whatever the plan was made for.
  static final String CONFIRM =
      """
      insert into removal_candidate (run_id, member_id, record_id, cause)
      select c.run_id, c.member_id, c.record_id, ?
        from %s
      on conflict (run_id, member_id) do update set cause = excluded.cause
      """
          .formatted(ASKED);

  private static final String FORGET =
      "delete from removal_candidate where ctid = any (array(select c.ctid from " + ASKED + "))";

  static final String KEEP =
      """
      with kept as (%s returning member_id)
      delete from pending_removal p using kept
       where p.sync_id = ? and p.member_id = kept.member_id
      """
          .formatted(FORGET);

  private final JdbcTemplate jdbc;

  RemovalCandidates(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Takes records whose members seem to go.
   *
   * @param cause why, where it was seen; null where it must be looked at once more
   */
  void left(Pull pull, Collection<String> records, @Nullable String cause) {
    if (!records.isEmpty()) {
      jdbc.update(LEFT, pull.run.id(), cause, pull.sync().id(), records.toArray(String[]::new));
    }
  }

  /** Records that are of the source after all: nothing waits for their members any more. */
  void isBack(Pull pull, Collection<Long> members) {
    if (!members.isEmpty() && hasSome(pull)) {
      Long[] ids = members.toArray(Long[]::new);
      jdbc.update(
          "delete from pending_removal where sync_id = ? and member_id = any (?)",
          pull.sync().id(),
          ids);
      jdbc.update(
          "delete from removal_candidate where run_id = ? and member_id = any (?)",
          pull.run.id(),
          ids);
    }
  }

  /** Whether anybody waits at all: mostly nobody does, and no page need name all of its members. */
  private boolean hasSome(Pull pull) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(SOME, Boolean.class, pull.sync().id(), pull.run.id()));
  }

  /** Everybody whom the sweep did not meet, and who waits for a person's word. */
  void gather(Pull pull) {
    // In this order: a pull by date neither sweeps nor keeps whom it met, and need not count them.
    if (pull.sweptAll && (pull.sweeps || pull.keepsMembers() && !pull.metEverybody())) {
      jdbc.update(
          MISSING,
          pull.sync().id(),
          Timestamp.from(pull.beganAt),
          pull.sweep,
          pull.run.id(),
          pull.sync().id(),
          pull.sweep);
    }
    if (!pull.isLimited()) {
      jdbc.update(WAITING, pull.run.id(), pull.sync().id());
    }
  }

  /** The next records that must be read once more before their members go. */
  List<String> unconfirmed(SyncRun run, int limit) {
    return jdbc.queryForList(UNCONFIRMED, String.class, run.id(), limit);
  }

  /** Says why members go. */
  void confirm(SyncRun run, Collection<String> records, String cause) {
    if (!records.isEmpty()) {
      jdbc.update(CONFIRM, cause, records.toArray(String[]::new), run.id());
    }
  }

  /** Members whose records are of the source after all stay. */
  void keep(Pull pull, Collection<String> records) {
    String[] ids = records.toArray(String[]::new);
    if (ids.length == 0) {
      return;
    }
    if (pull.dry()) {
      jdbc.update(FORGET, ids, pull.run.id());
    } else {
      jdbc.update(KEEP, ids, pull.run.id(), pull.sync().id());
    }
  }
}
