package dev.caramel.score;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The most that each address can score by the sheet {@code default}. What is stored raises a bound
 * by itself; here they are made tight again, once a day and after each change of the sheet.
 */
@Component("scoreBounds")
public class ScoreBounds {
  private static final Logger LOG = LoggerFactory.getLogger(ScoreBounds.class);

  /** Activities that are looked at in one transaction, for which those who store others wait. */
  private static final int AT_ONCE = 20_000;

  private static final String ENSURE =
      """
      insert into score_bound_state (account_id)
      select id from account order by id
      on conflict do nothing
      """;

  // A claim of a node that died ends after a minute.
  private static final String CLAIM =
      """
      update score_bound_state
      set claimed_at = now()
      where account_id = (
        select account_id
        from score_bound_state
        where (rules_version is distinct from tight_version or tight_at < now() - interval '1 day')
          and (claimed_at is null or claimed_at < now() - interval '1 minute')
        order by account_id
        limit 1
        for update skip locked)
      returning account_id as account, rules_version as version
      """;

  private static final String BEAT =
      """
      update score_bound_state
      set claimed_at = clock_timestamp()
      where account_id = :account and rules_version = :version
      """;

  // Served by activity_by_email alone.
  private static final String UP_TO =
      """
      select email_key
      from activity
      where account_id = :account and email_key > :behind collate "C"
      order by email_key
      offset :rows limit 1
      """;

  private static final String LOCK =
      "select pg_advisory_xact_lock(score_bound_lock(:account))::text";

  private static final String TIGHTEN =
      """
      with tight as materialized (
        select * from tight_score_bounds(:account, :behind, :upTo)
      ), gone as (
        delete from score_bound b
        where b.account_id = :account and b.email_key > :behind collate "C"
          and b.email_key <= :upTo collate "C"
          and not exists (select from tight where tight.email_key = b.email_key)
      )
      insert into score_bound as kept (account_id, email_key, days_30, days_90, days_365, ever)
      select :account, email_key, days_30, days_90, days_365, ever from tight
      on conflict (account_id, email_key) do update
        set days_30 = excluded.days_30, days_90 = excluded.days_90,
            days_365 = excluded.days_365, ever = excluded.ever
        where (kept.days_30, kept.days_90, kept.days_365, kept.ever)
          <> (excluded.days_30, excluded.days_90, excluded.days_365, excluded.ever)
      """;

  private static final String DONE =
      """
      update score_bound_state
      set tight_version = rules_version, tight_at = now(), claimed_at = null
      where account_id = :account and rules_version = :version
      """;

  /** Greater than every address: U+10FFFF sorts last. */
  private static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));

  private final JdbcClient database;
  private final TransactionOperations transaction;

  ScoreBounds(JdbcClient database, TransactionOperations transaction) {
    this.database = database;
    this.transaction = transaction;
  }

  private record Claim(String account, long version) {}

  /** Makes the bounds of all accounts tight that need it and that no other node has at work. */
  public void tighten() {
    database.sql(ENSURE).update();
    for (Optional<Claim> next = claim(); next.isPresent(); next = claim()) {
      if (tighten(next.get())) {
        LOG.debug("The score bounds of the account {} are tight", next.get().account());
      }
    }
  }

  private Optional<Claim> claim() {
    return database.sql(CLAIM).query(Claim.class).optional();
  }

  /**
   * Whether it came to the end: if the rules change meanwhile, it begins anew by the next claim.
   */
  private boolean tighten(Claim claim) {
    String behind = "";
    do {
      String upTo = upTo(claim.account(), behind);
      if (database.sql(BEAT).paramSource(claim).update() == 0) {
        return release(claim);
      }
      tighten(claim.account(), behind, upTo);
      behind = upTo;
    } while (!behind.equals(LAST));
    return database.sql(DONE).paramSource(claim).update() == 1 || release(claim);
  }

  private boolean release(Claim claim) {
    database
        .sql("update score_bound_state set claimed_at = null where account_id = :account")
        .param("account", claim.account())
        .update();
    return false;
  }

  private String upTo(String account, String behind) {
    List<String> found =
        database
            .sql(UP_TO)
            .param("account", account)
            .param("behind", behind)
            .param("rows", AT_ONCE)
            .query(String.class)
            .list();
    return found.isEmpty() ? LAST : found.get(0);
  }

  /** The lock is taken by a statement of its own: the next one sees what those before stored. */
  private void tighten(String account, String behind, String upTo) {
    transaction.executeWithoutResult(
        status -> {
          database.sql(LOCK).param("account", account).query(String.class).single();
          database
              .sql(TIGHTEN)
              .param("account", account)
              .param("behind", behind)
              .param("upTo", upTo)
              .update();
        });
  }
}
