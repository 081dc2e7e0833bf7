package dev.caramel.sync.pull;

import dev.caramel.sync.run.RunCounts;
import dev.caramel.sync.run.RunFence;
import dev.caramel.sync.run.Samples;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes the members that left, unless they are so many that a person must say yes: a change of a
 * role or a team in Sugar must not empty a marketing list.
 */
@Component("removals")
public class Removals {
  /** Fewer removals than these within 24 hours never wait. */
  private static final int AT_LEAST = 10;

  private static final int ALL = 100;

  private static final String CANDIDATES =
      """
      select count(*) as everybody,
             count(*) filter (where p.member_id is not null) as waiting
        from removal_candidate c
        left join pending_removal p on p.sync_id = ? and p.member_id = c.member_id
       where c.run_id = ? and c.cause is not null
      """;

  private static final String RECENT =
      """
      select count(*) from member
       where list_id = ? and removed_at > now() - interval '24 hours' and not removal_approved
         and removed_because in ('deleted', 'left-source', 'not-visible')
      """;

  private static final String REMOVE =
      """
      update member m
         set removed_at = now(), removed_because = c.cause, removal_approved = ?, updated_at = now()
        from removal_candidate c
       where c.run_id = ? and c.cause is not null and m.list_id = ? and m.id = c.member_id
         and m.removed_at is null
         and (exists (select from pending_removal p
                       where p.sync_id = ? and p.member_id = c.member_id)) = any (?)
      """;

  private static final String WAIT =
      """
      insert into pending_removal (sync_id, member_id, cause, run_id)
      select ?, c.member_id, c.cause, c.run_id
        from removal_candidate c
        join member m on m.list_id = ? and m.id = c.member_id and m.removed_at is null
       where c.run_id = ? and c.cause is not null
      on conflict (sync_id, member_id) do update set cause = excluded.cause
      """;

  private static final String NOT_WAITING =
      """
      delete from pending_removal p
       where p.sync_id = ?
         and not exists (select from member m
                          where m.list_id = p.sync_id and m.id = p.member_id
                            and m.removed_at is null)
      """;

  private final JdbcClient jdbc;
  private final RunFence fence;
  private final TransactionTemplate transaction;

  Removals(JdbcClient jdbc, RunFence fence, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.fence = fence;
    this.transaction = transaction;
  }

  /** Confirmed leavers, and those among them that already wait for a person. */
  private record Count(int everybody, int waiting) {}

  /** Applies the rule {@code remove} and its guard. */
  public void apply(Exchange exchange) {
    Pull pull = Pull.of(exchange);
    transaction.executeWithoutResult(
        status -> {
          fence.check(pull.run);
          Count count =
              jdbc.sql(CANDIDATES)
                  .params(pull.sync().id(), pull.run.id())
                  .query(Count.class)
                  .single();
          RunCounts.Page counts = new RunCounts.Page();
          if (!pull.rules().remove()) {
            counts.skipped = count.everybody();
          } else if (count.everybody() > 0) {
            remove(pull, count, counts);
          }
          fence.count(pull.run, counts);
        });
    sample(pull);
  }

  private void remove(Pull pull, Count count, RunCounts.Page counts) {
    boolean allowed = pull.run.request().allowRemovals();
    int judged = allowed ? count.everybody() - count.waiting() : count.everybody();
    if (allowed) {
      counts.removed += remove(pull, true, true);
    }
    if (judged == 0) {
      settle(pull);
      return;
    }
    int recent = jdbc.sql(RECENT).param(pull.sync().id()).query(Integer.class).single();
    boolean nothing = pull.isFoundNothing();
    if (nothing || tooMany(pull, judged + recent)) {
      wait(pull, judged, recent, nothing);
    } else {
      counts.removed += remove(pull, false, null);
    }
    settle(pull);
  }

  /** A limit of all members is none: those that left before count too, and the sum may be more. */
  private static boolean tooMany(Pull pull, int removals) {
    return removals >= AT_LEAST
        && pull.sync().removalLimit() < ALL
        && removals * 100L > pull.membersAtBegin() * pull.sync().removalLimit();
  }

  /** Removes those that wait (true), the others (false), or everybody (null). */
  private int remove(Pull pull, boolean approved, @Nullable Boolean waiting) {
    Boolean[] which = waiting == null ? new Boolean[] {true, false} : new Boolean[] {waiting};
    if (pull.dry()) {
      return jdbc.sql(
              "select count(*) from removal_candidate c where c.run_id = ? and c.cause is not null"
                  + " and (exists (select from pending_removal p where p.sync_id = ?"
                  + " and p.member_id = c.member_id)) = any (?)")
          .params(pull.run.id(), pull.sync().id(), which)
          .query(Integer.class)
          .single();
    }
    return jdbc.sql(REMOVE)
        .params(approved, pull.run.id(), pull.sync().id(), pull.sync().id(), which)
        .update();
  }

  private void wait(Pull pull, int removals, int recent, boolean nothing) {
    if (!pull.dry()) {
      jdbc.sql(WAIT).params(pull.sync().id(), pull.sync().id(), pull.run.id()).update();
    }
    String why =
        nothing
            ? "Sugar answered with no record at all, although the list has %,d members"
                .formatted(pull.membersAtBegin())
            : "%,d of %,d members would leave the list%s, more than the limit of %d %%"
                .formatted(
                    removals,
                    pull.membersAtBegin(),
                    recent == 0 ? "" : " (and %,d left in the last 24 hours)".formatted(recent),
                    pull.sync().removalLimit());
    pull.run.needsApproval(
        why
            + ". Their removal waits, everything else was done. If it is right, let them go with"
            + " POST /api/syncs/"
            + pull.sync().id()
            + "/runs {\"allowRemovals\":true}");
  }

  private void settle(Pull pull) {
    if (!pull.dry()) {
      jdbc.sql(NOT_WAITING).param(pull.sync().id()).update();
    }
  }

  /** Up to twenty of those that a dry run would have removed. */
  private void sample(Pull pull) {
    if (pull.dry() && pull.rules().remove()) {
      jdbc.sql(
              "select c.record_id, c.cause, m.email from removal_candidate c join member m"
                  + " on m.list_id = ? and m.id = c.member_id"
                  + " where c.run_id = ? and c.cause is not null order by c.member_id limit 20")
          .params(pull.sync().id(), pull.run.id())
          .query(
              rs -> {
                pull.run
                    .samples()
                    .add(
                        "removed",
                        new Samples.Sample(
                            rs.getString("record_id"),
                            rs.getString("email"),
                            Map.of("removedBecause", rs.getString("cause"))));
              });
    }
  }
}
