package dev.caramel.ops;

import static java.util.stream.Collectors.joining;

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

/** Reads what the tables know of syncs: all of them in one statement. */
@Component
class SyncLedger {
  // Each lateral ends at the first row it finds on the index run_by_sync, however long the ledger.
  private static final String FIGURES =
      """
      select known.id as sync, coalesce(sync.paused, false) as paused,
             trigger.next_fire_time, trigger.trigger_state,
             (select count(*) from rejection
               where sync_id = known.id and dismissed_at is null) as open_rejections,
             (select count(*) from pending_removal where sync_id = known.id) as pending_removals,
             last.started_at, last.ended_at, last.outcome, last.cause, last.notes,
             last.conditions, %s,
             success.started_at as success_started_at, success.ended_at as success_ended_at,
             success.outcome as success_outcome
        from unnest(?) as known(id)
        left join sync on sync.id = known.id
        left join qrtz_triggers trigger
          on trigger.sched_name = ? and trigger.trigger_group = 'sync'
         and trigger.trigger_name = known.id
        left join lateral (
          select * from run where sync_id = known.id and not dry_run order by id desc limit 1
        ) last on true
        left join lateral (
          select started_at, ended_at, outcome from run
           where sync_id = known.id and not dry_run and records is null
             and outcome in ('succeeded', 'succeeded-with-rejections')
           order by id desc limit 1
        ) success on true
      """
          .formatted(SyncFigures.COUNTS.stream().map("last."::concat).collect(joining(", ")));

  // A sync never overlaps itself: its runs end in the order of their ids.
  private static final String ENDED =
      """
      select seen.id as sync, max(run.id) as newest, count(*) as runs,
             sum(extract(epoch from run.ended_at - run.started_at)) as seconds, %s
        from unnest(?, ?) as seen(id, newest)
        join run on run.sync_id = seen.id and run.id > seen.newest
       where not run.dry_run and run.ended_at is not null
       group by seen.id
      """
          .formatted(
              SyncFigures.COUNTS.stream()
                  .map(name -> "sum(run." + name + ") as " + name)
                  .collect(joining(", ")));

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

  /** The run of that sync that is under way on any node, a dry one too. */
  Optional<Long> underWay(String sync) {
    return jdbc.sql("select max(id) from run where sync_id = ? and outcome = 'running'")
        .param(sync)
        .query(Long.class)
        .optional();
  }

  /** Figures of those syncs, without their totals. */
  Map<String, SyncFigures> figures(List<String> ids) {
    Map<String, SyncFigures> figures = new HashMap<>();
    RowCallbackHandler keep = row -> figures.put(row.getString("sync"), figures(row));
    jdbc.sql(FIGURES).params(ids.toArray(String[]::new), scheduler).query(keep);
    return figures;
  }

  /** What each sync did in the runs after the one that was seen as its newest. */
  Map<String, Ended> endedSince(Map<String, Long> newest) {
    Map<String, Ended> ended = new HashMap<>();
    RowCallbackHandler keep = row -> ended.put(row.getString("sync"), ended(row));
    jdbc.sql(ENDED)
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
