package dev.caramel.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads what the tables know of syncs, or of maintenance programs: all of them in one statement.
 */
@Component
class SyncLedger {
  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final String scheduler;

  /** What ended since a run, and which run was the newest of it. */
  record Ended(long newest, SyncFigures.Totals totals) {}

  SyncLedger(
      JdbcClient jdbc,
      ObjectMapper json,
      @Value("${spring.quartz.scheduler-name:caramel}") String scheduler) {
    this.jdbc = jdbc;
    this.json = json;
    this.scheduler = scheduler;
  }

  /** Number of the newest run of all. */
  long newestRun() {
    return jdbc.sql("select coalesce(max(id), 0) from run").query(Long.class).single();
  }

  /** The run of it that is under way on any node, a dry one too. */
  Optional<Long> underWay(LedgerStatements of, String id) {
    return jdbc.sql(of.underWay()).param(id).query(Long.class).optional();
  }

  /** Figures of those, without their totals. */
  Map<String, SyncFigures> figures(LedgerStatements of, List<String> ids) {
    Map<String, SyncFigures> figures = new HashMap<>();
    RowCallbackHandler keep = row -> figures.put(row.getString("sync"), figures(row));
    jdbc.sql(of.figures()).params(ids.toArray(String[]::new), scheduler).query(keep);
    return figures;
  }

  /** What each of them did in the runs after the one that was seen as its newest. */
  Map<String, Ended> endedSince(LedgerStatements of, Map<String, Long> newest) {
    Map<String, Ended> ended = new HashMap<>();
    RowCallbackHandler keep = row -> ended.put(row.getString("sync"), ended(row));
    jdbc.sql(of.ended())
        .params(newest.keySet().toArray(String[]::new), newest.values().toArray(Long[]::new))
        .query(keep);
    return ended;
  }

  private static Ended ended(ResultSet row) throws SQLException {
    return new Ended(
        row.getLong("newest"),
        new SyncFigures.Totals(row.getLong("runs"), row.getDouble("seconds"), counts(row)));
  }

  private SyncFigures figures(ResultSet row) throws SQLException {
    long nextFire = row.getLong("next_fire_time");
    return new SyncFigures(
        last(row),
        success(row),
        nextFire > 0 ? Instant.ofEpochMilli(nextFire) : null,
        row.getString("trigger_state"),
        row.getBoolean("paused"),
        row.getLong("open_rejections"),
        row.getLong("pending_removals"),
        false,
        SyncFigures.Totals.NONE);
  }

  private SyncFigures.@Nullable Run last(ResultSet row) throws SQLException {
    Instant startedAt = instant(row, "started_at");
    return startedAt == null
        ? null
        : new SyncFigures.Run(
            startedAt,
            instant(row, "ended_at"),
            row.getString("outcome"),
            row.getString("cause"),
            counts(row),
            notes(row.getString("notes")),
            conditions(row.getString("conditions")));
  }

  private static SyncFigures.@Nullable Run success(ResultSet row) throws SQLException {
    Instant startedAt = instant(row, "success_started_at");
    return startedAt == null
        ? null
        : new SyncFigures.Run(
            startedAt,
            instant(row, "success_ended_at"),
            row.getString("success_outcome"),
            null,
            Map.of(),
            List.of(),
            Map.of());
  }

  private static Map<String, Long> counts(ResultSet row) throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    for (String name : SyncFigures.COUNTS) {
      counts.put(name, row.getLong(name));
    }
    return counts;
  }

  private List<String> notes(String text) throws SQLException {
    try {
      List<String> notes = new ArrayList<>();
      for (JsonNode note : json.readValue(text, new TypeReference<List<JsonNode>>() {})) {
        notes.add(note.isTextual() ? note.textValue() : note.toString());
      }
      return notes;
    } catch (JsonProcessingException e) {
      throw new SQLException("run.notes is no JSON array", e);
    }
  }

  private Map<String, String> conditions(String text) throws SQLException {
    try {
      return json.readValue(text, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new SQLException("run.conditions is no JSON object of texts", e);
    }
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}
