package dev.caramel.account;

import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Recognizes API keys, and the addresses that they may come from. Everything is asked of the
 * database each time, so that what was revoked is revoked at once, on all nodes.
 */
@Component
public class ApiKeys {
  private static final byte[] NO_HASH = new byte[32];
  private final JdbcClient database;

  ApiKeys(JdbcClient database) {
    this.database = database;
  }

  /**
   * A key that was once generated.
   *
   * @param id id of the key
   * @param account id of its account
   * @param team the account's team, or null
   * @param revoked whether it was revoked
   */
  public record Known(long id, String account, @Nullable String team, boolean revoked) {}

  /** The key that somebody sent; empty if there never was one like it. */
  public Optional<Known> find(String sent) {
    Optional<KeyText> key = KeyText.of(sent);
    Optional<Row> row = key.flatMap(text -> row(text.prefix()));
    byte[] kept = row.map(Row::hash).orElse(NO_HASH);
    byte[] hash = key.map(KeyText::hash).orElseGet(NO_HASH::clone);
    boolean same = MessageDigest.isEqual(kept, hash);
    return same ? row.map(Row::known) : Optional.empty();
  }

  /** Whether an address may call the connector of an account. */
  public boolean authorizes(String account, String address) {
    return database
        .sql(
            """
            select exists (
              select 1 from authorized_ip
              where account_id = :account and address >>= cast(:address as inet))
            """)
        .param("account", account)
        .param("address", address)
        .query(Boolean.class)
        .single();
  }

  /**
   * Notes that a key let somebody in. Busy keys are noted every ten seconds, those that several
   * addresses use by turns every second, and they never wait for each other.
   */
  public void used(long key, String address) {
    database
        .sql(
            """
            update api_key
            set last_used_at = now(), last_used_from = cast(:address as inet)
            where id = (
              select id from api_key
              where id = :key
                and (last_used_at is null
                  or last_used_at < now() - interval '10 seconds'
                  or last_used_from <> cast(:address as inet)
                    and last_used_at < now() - interval '1 second')
              for update skip locked)
            """)
        .param("key", key)
        .param("address", address)
        .update();
  }

  private Optional<Row> row(String prefix) {
    return database
        .sql(
            """
            select api_key.id, api_key.hash, api_key.revoked_at is not null as revoked,
              account.id as account, account.team
            from api_key
            join account on account.id = api_key.account_id
            where api_key.prefix = :prefix
            """)
        .param("prefix", prefix)
        .query(
            (row, number) ->
                new Row(
                    row.getBytes("hash"),
                    new Known(
                        row.getLong("id"),
                        row.getString("account"),
                        row.getString("team"),
                        row.getBoolean("revoked"))))
        .optional();
  }

  private record Row(byte[] hash, Known known) {}
}
