package dev.caramel.account;

import dev.caramel.api.NoSuchThing;
import dev.caramel.api.Page;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What administrators do with the API keys of an account. */
@Component
public class KeyCalls {
  private static final String COLUMNS =
      "id, prefix, created_at, last_used_at, host(last_used_from) as last_used_from, revoked_at";

  private final SecureRandom random = new SecureRandom();
  private final Accounts accounts;
  private final AuditLog audit;
  private final JdbcClient database;
  private final TransactionTemplate transaction;

  KeyCalls(
      Accounts accounts, AuditLog audit, JdbcClient database, TransactionTemplate transaction) {
    this.accounts = accounts;
    this.audit = audit;
    this.database = database;
    this.transaction = transaction;
  }

  /**
   * Generates a key: this answer alone carries it.
   *
   * @param caller address that the call came from, for the audit
   * @throws NoSuchThing if there is no account of that id
   */
  public ApiKey generate(@Variable("account") String account, @Variable("caller") String caller) {
    accounts.require(account);
    KeyText key = KeyText.random(random);
    ApiKey kept =
        transaction.execute(
            status -> {
              audit.note(account, "key-generated", "The key " + key + " was generated", caller);
              return database
                  .sql(
                      "insert into api_key (account_id, prefix, hash) values (:account, :prefix, :hash)"
                          + " returning "
                          + COLUMNS)
                  .param("account", account)
                  .param("prefix", key.prefix())
                  .param("hash", key.hash())
                  .query((row, number) -> read(row, key.reveal()))
                  .single();
            });
    if (kept == null) {
      throw new IllegalStateException("The key was not kept");
    }
    return kept;
  }

  /**
   * A page of the account's keys, the oldest first, revoked ones too.
   *
   * @param after id of the key behind which to begin; null for the first page
   * @throws NoSuchThing if there is no account of that id
   */
  public Page<ApiKey> page(
      @Variable("account") String account,
      @Variable("after") @Nullable Long after,
      @Variable("limit") int limit) {
    accounts.require(account);
    List<ApiKey> rows =
        database
            .sql(
                "select "
                    + COLUMNS
                    + " from api_key where account_id = :account and id > :after"
                    + " order by id limit :rows")
            .param("account", account)
            .param("after", after == null ? 0 : after)
            .param("rows", limit + 1)
            .query((row, number) -> read(row, null))
            .list();
    return Page.of("keys", rows, limit, ApiKey::id);
  }

  /**
   * Revokes a key, at once and on all nodes; revoking it again changes nothing.
   *
   * @param caller address that the call came from, for the audit
   * @throws NoSuchThing if the account has no such key
   */
  public void revoke(
      @Variable("account") String account,
      @Variable("key") long key,
      @Variable("caller") String caller) {
    transaction.executeWithoutResult(
        status -> {
          String prefix =
              database
                  .sql("select prefix from api_key where account_id = :account and id = :key")
                  .param("account", account)
                  .param("key", key)
                  .query(String.class)
                  .optional()
                  .orElseThrow(() -> new NoSuchThing("The account has no key " + key + "."));
          int revoked =
              database
                  .sql(
                      "update api_key set revoked_at = now() where id = :key and revoked_at is null")
                  .param("key", key)
                  .update();
          if (revoked == 1) {
            audit.note(account, "key-revoked", "The key " + prefix + "... was revoked", caller);
          }
        });
  }

  private static ApiKey read(ResultSet row, @Nullable String key) throws SQLException {
    return new ApiKey(
        row.getString("id"),
        row.getString("prefix"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        time(row, "last_used_at"),
        row.getString("last_used_from"),
        time(row, "revoked_at"),
        key);
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
