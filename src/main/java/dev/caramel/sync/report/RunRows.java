package dev.caramel.sync.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the run ledger. */
@Component
class RunRows {
  private static final String ALL =
      """
      select run.*
      from run
      where id < :before
      order by id desc
      limit :rows
      """;

  private static final String BY_SYNC =
      """
      select run.*
      from run
      where sync_id = :sync and id < :before
        and (cast(:outcome as text) is null or outcome = :outcome)
      order by id desc
      limit :rows
      """;

  private static final String BY_PROGRAM =
      """
      select run.*
      from run
      where program_id = :program and id < :before
        and (cast(:outcome as text) is null or outcome = :outcome)
      order by id desc
      limit :rows
      """;

  private static final String BY_OUTCOME =
      """
      select run.*
      from run
      where outcome = :outcome and id < :before
      order by id desc
      limit :rows
      """;

  private static final String LAST_OF_EACH =
      """
      select last.*
      from unnest(:syncs) as asked (sync_id)
      cross join lateral (
        select run.*
        from run
        where run.sync_id = asked.sync_id
        order by run.id desc
        limit 1
      ) last
      """;

  private static final String LAST_OF_EACH_PROGRAM =
      """
      select last.*
      from unnest(:programs) as asked (program_id)
      cross join lateral (
        select run.*
        from run
        where run.program_id = asked.program_id
        order by run.id desc
        limit 1
      ) last
      """;

  private final JdbcClient database;
  private final ObjectMapper json;

  RunRows(JdbcClient database, @Qualifier("apiJson") ObjectMapper json) {
    this.database = database;
    this.json = json;
  }

  /**
   * Runs, newest first.
   *
   * @param sync sync that they are of, or null for all, those of maintenance programs too
   * @param program maintenance program that they are of, or null for all
   * @param outcome outcome that they have, or null for all
   * @param before id that theirs are below
   * @param rows most runs to read
   */
  List<RunView> read(
      @Nullable String sync,
      @Nullable String program,
      @Nullable String outcome,
      long before,
      int rows) {
    if (sync != null && program != null) {
      return List.of(); // no run is of both
    }
    String ofOne = sync != null ? BY_SYNC : program != null ? BY_PROGRAM : null;
    String sql = ofOne != null ? ofOne : outcome != null ? BY_OUTCOME : ALL;
    JdbcClient.StatementSpec statement =
        database.sql(sql).param("before", before).param("rows", rows);
    if (sync != null) {
      statement = statement.param("sync", sync);
    } else if (program != null) {
      statement = statement.param("program", program);
    }
    if (ofOne != null || outcome != null) {
      statement = statement.param("outcome", outcome);
    }
    return statement.query((row, number) -> run(row)).list();
  }

  Optional<RunView> find(long id) {
    return database
        .sql("select run.* from run where id = :id")
        .param("id", id)
        .query((row, number) -> run(row))
        .optional();
  }

  /** The last run of each sync that ever ran, by sync id. */
  Map<String, RunView> lastOf(Collection<String> syncs) {
    return database
        .sql(LAST_OF_EACH)
        .param("syncs", syncs.toArray(String[]::new))
        .query((row, number) -> run(row))
        .list()
        .stream()
        .collect(Collectors.toMap(run -> String.valueOf(run.sync()), run -> run));
  }

  /** The last run of each maintenance program that ever ran, by program id. */
  Map<String, RunView> lastOfPrograms(Collection<String> programs) {
    return database
        .sql(LAST_OF_EACH_PROGRAM)
        .param("programs", programs.toArray(String[]::new))
        .query((row, number) -> run(row))
        .list()
        .stream()
        .collect(Collectors.toMap(run -> String.valueOf(run.program()), run -> run));
  }

  private RunView run(ResultSet row) throws SQLException {
    return new RunView(
        row.getString("id"),
        row.getString("sync_id"),
        row.getString("program_id"),
        row.getString("called_by"),
        row.getString("trigger"),
        row.getString("mode"),
        row.getBoolean("dry_run"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        endOf(row),
        row.getString("outcome"),
        row.getString("cause"),
        row.getString("step"),
        row.getObject("total", Long.class),
        counts(row),
        tree(row.getString("notes")),
        tree(row.getString("conditions")),
        tree(row.getString("conflicts")),
        row.getString("samples") == null ? null : tree(row.getString("samples")));
  }

  private static @Nullable Instant endOf(ResultSet row) throws SQLException {
    OffsetDateTime end = row.getObject("ended_at", OffsetDateTime.class);
    return end == null ? null : end.toInstant();
  }

  private static RunView.Counts counts(ResultSet row) throws SQLException {
    return new RunView.Counts(
        row.getLong("read"),
        row.getLong("added"),
        row.getLong("updated"),
        row.getLong("removed"),
        row.getLong("unchanged"),
        row.getLong("skipped"),
        row.getLong("pushed"),
        row.getLong("created"),
        row.getLong("linked"),
        row.getLong("rejected"));
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("PostgreSQL's jsonb was no JSON", impossible);
    }
  }
}
