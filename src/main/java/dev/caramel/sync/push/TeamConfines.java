package dev.caramel.sync.push;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sync.ListSync;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps the push of an account that is bound to a team away from all other records: several
 * accounts may serve one Sugar, and none writes to what is another's. Whether a record is of the
 * team is judged from the teams that came with it, as in the pull.
 */
@Component
class TeamConfines {
  /** The field that is read with each record. */
  static final String FIELD = "team_name";

  private final JdbcClient jdbc;

  TeamConfines(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The team that the sync's account is bound to; null if it is bound to none. */
  @Nullable String of(ListSync sync) {
    return jdbc.sql("select team from account where id = ? and team is not null")
        .param(sync.account())
        .query(String.class)
        .optional()
        .orElse(null);
  }

  /** Whether the push may write to the record. */
  static boolean allow(Push push, JsonNode record) {
    String team = push.confinedTo;
    if (team == null) {
      return true;
    }
    for (JsonNode one : record.path(FIELD)) {
      if (team.equals(one.path("name").asText()) || team.equals(fullName(one))) {
        return true;
      }
    }
    return false;
  }

  private static String fullName(JsonNode team) {
    return team.path("name").asText() + " " + team.path("name_2").asText();
  }
}
