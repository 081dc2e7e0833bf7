package dev.caramel.account;

import dev.caramel.api.NoSuchThing;
import dev.caramel.api.Page;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the API tells of changes to an account, its keys and its authorized addresses. */
@Component
public class AuditCalls {
  private final Accounts accounts;
  private final JdbcClient database;

  AuditCalls(Accounts accounts, JdbcClient database) {
    this.accounts = accounts;
    this.database = database;
  }

  /**
   * A page of changes, newest first.
   *
   * @param after id of the change behind which to begin; null for the first page
   * @throws NoSuchThing if there is no account of that id
   */
  public Page<Change> page(
      @Variable("account") String account,
      @Variable("after") @Nullable Long after,
      @Variable("limit") int limit) {
    accounts.require(account);
    List<Change> rows =
        database
            .sql(
                """
                select id, at, action, detail, caller
                from audit
                where account_id = :account and id < :after
                order by id desc
                limit :rows
                """)
            .param("account", account)
            .param("after", after == null ? Long.MAX_VALUE : after)
            .param("rows", limit + 1)
            .query(
                (row, number) ->
                    new Change(
                        row.getString("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("action"),
                        row.getString("detail"),
                        row.getString("caller")))
            .list();
    return Page.of("changes", rows, limit, Change::id);
  }

  /**
   * One change.
   *
   * @param id id
   * @param at when
   * @param action what was done, in one word
   * @param detail what was done, in words
   * @param from address that the admin call came from
   */
  record Change(String id, Instant at, String action, String detail, String from) {}
}
