package dev.caramel.ops;

import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Health of the sessions with Sugar, as the runs left them. It asks the database and never Sugar: a
 * health check every few seconds must not cost a login, nor wake a session that nobody needs.
 */
@Component
class SugarHealthIndicator implements HealthIndicator {
  // The id is the address, user and platform; the user's name is nobody's business here.
  private static final String SESSIONS =
      """
      select split_part(id, ' ', 1) as url, release, blocked_reason, blocked_until,
             access_token is not null as logged_in
        from sugar_session
       order by id
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  SugarHealthIndicator(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Health health() {
    Map<String, Object> sessions = new LinkedHashMap<>();
    boolean[] refused = {false};
    jdbc.sql(SESSIONS)
        .query(
            (ResultSet row) -> {
              Timestamp until = row.getTimestamp("blocked_until");
              boolean blocked = until != null && until.toInstant().isAfter(clock.instant());
              refused[0] |= blocked;
              String release = row.getString("release");
              String words =
                  blocked
                      ? "login refused: " + row.getString("blocked_reason")
                      : row.getBoolean("logged_in")
                          ? "logged in" + (release == null ? "" : ", Sugar " + release)
                          : "not logged in";
              sessions.merge(row.getString("url"), words, (one, two) -> one + "; " + two);
            });
    if (sessions.isEmpty()) {
      return Health.unknown().withDetail("reason", "no run has logged in to Sugar yet").build();
    }
    return (refused[0] ? Health.down() : Health.up()).withDetails(sessions).build();
  }
}
