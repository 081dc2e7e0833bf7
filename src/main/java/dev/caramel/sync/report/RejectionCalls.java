package dev.caramel.sync.report;

import dev.caramel.api.NoSuchThing;
import dev.caramel.api.Page;
import dev.caramel.api.WrongRequest;
import dev.caramel.sync.Syncs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the API tells of rejections, and what a person decides about them. */
@Component
public class RejectionCalls {
  private static final String OF_SYNC =
      """
      select rejection.*
      from rejection
      where sync_id = :of and id > :after and dismissed_at is null
      order by id
      limit :rows
      """;

  private static final String OF_RUN =
      """
      select rejection.*
      from rejection
      where run_id = :of and id > :after and dismissed_at is null
      order by id
      limit :rows
      """;

  private final JdbcClient database;
  private final RunCalls runs;
  private final Syncs syncs;

  RejectionCalls(JdbcClient database, RunCalls runs, Syncs syncs) {
    this.database = database;
    this.runs = runs;
    this.syncs = syncs;
  }

  /**
   * A page of what a sync rejected, oldest first; also of a sync whose file was deleted.
   *
   * @throws NoSuchThing if there is no sync of that id and never was one that ran
   */
  public Page<RejectionView> ofSync(
      @Variable("sync") String sync,
      @Variable("after") @Nullable Long after,
      @Variable("limit") int limit) {
    requireSync(sync);
    return page(OF_SYNC, sync, after, limit);
  }

  /**
   * A page of what a run rejected, oldest first.
   *
   * @throws NoSuchThing if there is no run of that id
   */
  public Page<RejectionView> ofRun(
      @Variable("run") long run,
      @Variable("after") @Nullable Long after,
      @Variable("limit") int limit) {
    runs.one(run);
    return page(OF_RUN, run, after, limit);
  }

  /**
   * Marks rejections of a sync, so that its next run tries them again.
   *
   * @param order which ones; those of its ids that the sync does not have are refused
   * @throws NoSuchThing if there is no sync of that id
   */
  public Marked retry(@Variable("sync") String sync, @Variable("body") RetryOrder order) {
    requireSync(sync);
    if (order.ids() == null) {
      return new Marked(
          database
              .sql(
                  "update rejection set retry = true"
                      + " where sync_id = :sync and dismissed_at is null")
              .param("sync", sync)
              .update());
    }
    Long[] ids = order.ids().stream().map(RejectionCalls::id).toArray(Long[]::new);
    return new Marked(
        database
            .sql(
                "update rejection set retry = true"
                    + " where sync_id = :sync and id = any(:ids) and dismissed_at is null")
            .param("sync", sync)
            .param("ids", ids)
            .update());
  }

  /**
   * Forgets a rejection: it does not come back while nothing of its cause changes.
   *
   * @throws NoSuchThing if the sync has none of that id
   */
  public void dismiss(@Variable("sync") String sync, @Variable("rejection") long rejection) {
    int dismissed =
        database
            .sql(
                "update rejection set dismissed_at = now(), retry = false"
                    + " where sync_id = :sync and id = :id and dismissed_at is null")
            .param("sync", sync)
            .param("id", rejection)
            .update();
    if (dismissed == 0) {
      throw new NoSuchThing("The sync \"" + sync + "\" has no rejection " + rejection + ".");
    }
  }

  private Page<RejectionView> page(String sql, Object of, @Nullable Long after, int limit) {
    List<RejectionView> rows =
        database
            .sql(sql)
            .param("of", of)
            .param("after", after == null ? 0L : after)
            .param("rows", limit + 1)
            .query((row, number) -> rejection(row))
            .list();
    return Page.of("rejections", rows, limit, RejectionView::id);
  }

  private void requireSync(String sync) {
    boolean known =
        syncs.find(sync).isPresent()
            || database
                .sql("select exists (select 1 from run where sync_id = :sync)")
                .param("sync", sync)
                .query(Boolean.class)
                .single();
    if (!known) {
      throw new NoSuchThing("There is no sync \"" + sync + "\".");
    }
  }

  private static Long id(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException noId) {
      throw WrongRequest.of("ids", "\"" + text + "\" is no id of a rejection.");
    }
  }

  private static RejectionView rejection(ResultSet row) throws SQLException {
    return new RejectionView(
        row.getString("id"),
        row.getString("run_id"),
        row.getString("sync_id"),
        row.getString("direction"),
        row.getString("record_id"),
        row.getString("email"),
        row.getString("column_name"),
        row.getString("field"),
        row.getString("reason"),
        row.getInt("attempts"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getBoolean("retry"));
  }

  /**
   * Answer of a retry.
   *
   * @param marked how many rejections the next run tries again
   */
  record Marked(int marked) {}
}
