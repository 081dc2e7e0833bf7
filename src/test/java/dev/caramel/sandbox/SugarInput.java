package dev.caramel.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sandbox.http.Json;
import dev.caramel.sandbox.store.Row;
import dev.caramel.sandbox.store.Store;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what a caller of {@link Sugar} gives. */
final class SugarInput {

  private SugarInput() {}

  /** The time that the values ask for, else the given one. */
  static Instant time(Map<String, ? extends @Nullable Object> values, Instant now) {
    Object wanted = values.get("date_modified");
    if (wanted == null) {
      return now;
    }
    Instant time =
        wanted instanceof Instant instant
            ? instant
            : OffsetDateTime.parse(wanted.toString()).toInstant();
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The values as the body of a request. */
  static ObjectNode body(Map<String, ? extends @Nullable Object> values) {
    ObjectNode body = Json.object();
    values.forEach(
        (field, value) ->
            body.set(field, Json.tree(value instanceof Instant time ? time.toString() : value)));
    return body;
  }

  /** The id of a team that is given by its name or id. */
  static String teamId(Store store, String name) {
    for (Iterator<Row> teams = store.table("Teams").byId(""); teams.hasNext(); ) {
      Row team = teams.next();
      if (team.id().equals(name) || team.text("name").equals(name)) {
        return team.id();
      }
    }
    throw new IllegalArgumentException("No team " + name);
  }
}
