package dev.caramel.sync.push;

import dev.caramel.sugar.value.JsonText;
import dev.caramel.sync.run.RunCounts;
import dev.caramel.sync.run.RunFence;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps what became of some members: agreed values, rejections, conflicts and counts in one
 * transaction, as soon as Sugar has answered, so that a kill at any moment loses one answer at
 * most.
 */
@Component
class PushLedger {
  private static final int TRIES = 3;

  // AGREE and TAKE write by an insert that always conflicts: it finds each by the primary key,
  // where a join with the page may read the whole list. Whom they do not find to lock, they leave
  // out: a member that was joined with another is not to come back.
  static final String AGREE =
      """
      with there as materialized (
        select m.id, u.agreed::jsonb as agreed, u.modified
          from (select *
                  from unnest(?::bigint[], ?::text[], ?::text[]::timestamptz[])
                    as given (id, agreed, modified)
                 order by id) as u
         cross join lateral (
           select id from member where list_id = ? and id = u.id for update) as m)
      insert into member as m (list_id, id, agreed, pushed_modified)
      overriding system value
      select ?, id, agreed, modified from there
      on conflict (list_id, id) do update
         set agreed = m.agreed || excluded.agreed,
             drift = m.drift - array (select jsonb_object_keys(excluded.agreed)),
             pushed_modified = coalesce(excluded.pushed_modified, m.pushed_modified)
      """;

  // In the order of ids, as the pull locks them.
  static final String LOCK =
      """
      select m.*
        from (select id from unnest(?::bigint[]) as given (id) order by id) as u
       cross join lateral (
         select id, "values"::text as "values"
           from member
          where list_id = ? and id = u.id
            for update) as m
      """;

  static final String TAKE =
      """
      with address as (select address_field(?) as field), there as materialized (
        select m.id, u.taken::jsonb as taken
          from (select * from unnest(?::bigint[], ?::text[]) as given (id, taken) order by id) as u
         cross join lateral (
           select id from member where list_id = ? and id = u.id for update) as m)
      insert into member as m (list_id, id, "values")
      overriding system value
      select ?, id, taken from there
      on conflict (list_id, id) do update
         set "values" = jsonb_strip_nulls(m."values" || excluded."values"), updated_at = now(),
             email = case when jsonb_exists(excluded."values", (select field from address))
                          then excluded."values" ->> (select field from address)
                          else m.email end
      """;

  private final JdbcTemplate jdbc;
  private final PushRefusals refusals;
  private final RunFence fence;
  private final TransactionTemplate transaction;

  PushLedger(
      JdbcTemplate jdbc, PushRefusals refusals, RunFence fence, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.refusals = refusals;
    this.fence = fence;
    this.transaction = transaction;
  }

  /** Keeps everything, or counts it only where the run is a dry one. */
  void keep(Push push, PushVerdict verdict) {
    transaction.executeWithoutResult(
        status -> {
          fence.check(push.run);
          write(push, verdict);
        });
  }

  /** The same inside a transaction that checked the fence. */
  void write(Push push, PushVerdict verdict) {
    if (!push.dry()) {
      take(push, verdict);
      agree(push, verdict);
      refusals.keep(push, verdict.rejections);
      refusals.settle(push, verdict.settled);
    }
    fence.conflicts(push.run, verdict.conflicts);
    fence.count(push.run, counts(push, verdict));
  }

  /** An edit that came between is newer than what was compared: it stays, and is decided again. */
  private void leaveEdited(Push push, PushVerdict verdict) {
    jdbc.query(
        LOCK,
        rs -> {
          long member = rs.getLong("id");
          if (verdict.leaveEdited(member, JsonText.read(rs.getString("values")))) {
            push.again(member, TRIES);
          }
        },
        verdict.taken.keySet().toArray(Long[]::new),
        push.sync().id());
  }

  private void take(Push push, PushVerdict verdict) {
    if (!verdict.taken.isEmpty()) {
      leaveEdited(push, verdict);
      jdbc.update(
          TAKE,
          push.sync().id(),
          verdict.taken.keySet().toArray(Long[]::new),
          texts(verdict.taken),
          push.sync().id(),
          push.sync().id());
    }
  }

  private void agree(Push push, PushVerdict verdict) {
    if (!verdict.agreed.isEmpty()) {
      jdbc.update(
          AGREE,
          verdict.agreed.keySet().toArray(Long[]::new),
          texts(verdict.agreed),
          verdict.agreed.keySet().stream()
              .map(member -> verdict.modified.get(member))
              .map(time -> time == null ? null : time.toString())
              .toArray(String[]::new),
          push.sync().id(),
          push.sync().id());
    }
  }

  private static String[] texts(Map<Long, Map<String, @Nullable Object>> values) {
    return values.values().stream().map(JsonText::writeAll).toArray(String[]::new);
  }

  private static RunCounts.Page counts(Push push, PushVerdict verdict) {
    RunCounts.Page counts = new RunCounts.Page();
    counts.pushed =
        (int)
            verdict.pushed.stream()
                .filter(member -> !push.isOneByOne(member) || push.firstOfAlone(member))
                .count();
    counts.created = verdict.created;
    counts.linked = verdict.linked;
    counts.skipped = verdict.skipped;
    Set<Long> rejected = new LinkedHashSet<>();
    verdict.rejections.forEach(one -> rejected.add(one.member()));
    counts.rejected = rejected.size();
    return counts;
  }
}
