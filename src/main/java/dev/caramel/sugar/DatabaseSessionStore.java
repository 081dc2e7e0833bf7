package dev.caramel.sugar;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Sessions in the table sugar_session, changed under an advisory lock of their own. */
class DatabaseSessionStore implements SessionStore {
  // The database ends a transaction that stands still for some minutes; a login may have to wait
  // longer than that for its turn and for its answer.
  private static final String LOCK =
      """
      select set_config('idle_in_transaction_session_timeout', '15min', true),
             pg_advisory_xact_lock(hashtextextended('sugar_session ' || :id, 0))
      """;
  private static final String READ =
      """
      select access_token, refresh_token, expires_at, generation, blocked_reason, blocked_until,
             settings_hash
        from sugar_session where id = :id
      """;
  private static final String WRITE =
      """
      insert into sugar_session (id, access_token, refresh_token, expires_at, generation,
                                 blocked_reason, blocked_until, settings_hash)
      values (:id, :access, :refresh, :expires, :generation, :reason, :until, :settings)
      on conflict (id) do update
        set access_token = excluded.access_token, refresh_token = excluded.refresh_token,
            expires_at = excluded.expires_at, generation = excluded.generation,
            blocked_reason = excluded.blocked_reason, blocked_until = excluded.blocked_until,
            settings_hash = excluded.settings_hash
      """;
  private static final String NOTE =
      "update sugar_session set release = :release, api_version = :version where id = :id";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  DatabaseSessionStore(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    // A session must be kept even if the work that asked for it is rolled back.
    this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Override
  public StoredSession change(String id, UnaryOperator<StoredSession> change) {
    return transaction.execute(
        status -> {
          jdbc.sql(LOCK).param("id", id).query().listOfRows();
          StoredSession before =
              jdbc.sql(READ)
                  .param("id", id)
                  .query((row, number) -> read(row))
                  .optional()
                  .orElse(StoredSession.NONE);
          StoredSession after = change.apply(before);
          if (!after.equals(before)) {
            write(id, after);
          }
          return after;
        });
  }

  @Override
  public void noteRelease(String id, String release, String apiVersion) {
    jdbc.sql(NOTE).param("id", id).param("release", release).param("version", apiVersion).update();
  }

  private void write(String id, StoredSession session) {
    jdbc.sql(WRITE)
        .param("id", id)
        .param("access", session.accessToken())
        .param("refresh", session.refreshToken())
        .param("expires", timestamp(session.expiresAt()))
        .param("generation", session.generation())
        .param("reason", session.blockedReason())
        .param("until", timestamp(session.blockedUntil()))
        .param("settings", session.settingsHash())
        .update();
  }

  private static StoredSession read(ResultSet row) throws SQLException {
    return new StoredSession(
        row.getBytes("access_token"),
        row.getBytes("refresh_token"),
        instant(row.getTimestamp("expires_at")),
        row.getLong("generation"),
        row.getString("blocked_reason"),
        instant(row.getTimestamp("blocked_until")),
        row.getString("settings_hash"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
