package dev.caramel.sync.pull;

import dev.caramel.sync.run.SyncRun;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a sync has reached, and where a pull that did not end is to go on. */
@Component
class PullState {
  private static final String REACHED =
      """
      select fingerprint, known_fields, watermark, opt_outs_since, last_full_at, last_sweep_at,
             members
        from sync where id = ?
      """;

  private static final String KEEP_CHECKPOINT =
      """
      insert into sync_checkpoint (sync_id, fingerprint, mode, phase, cursor_ids, cursors_modified,
                                   cursors_up_to, began_at, sugar_began_at, sweep)
      values (?, ?, ?, 'pages', ?, ?, ?, ?, ?, ?)
      on conflict (sync_id) do update
        set fingerprint = excluded.fingerprint, mode = excluded.mode, phase = excluded.phase,
            cursor_ids = excluded.cursor_ids, cursors_modified = excluded.cursors_modified,
            cursors_up_to = excluded.cursors_up_to, began_at = excluded.began_at,
            sugar_began_at = excluded.sugar_began_at, sweep = excluded.sweep
      """;

  private static final String COMPLETE =
      """
      insert into sync as s (id, fingerprint, known_fields, watermark, opt_outs_since,
                             last_full_at, last_sweep_at, members)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do update
        set fingerprint = excluded.fingerprint,
            known_fields = excluded.known_fields,
            watermark = excluded.watermark,
            opt_outs_since = excluded.opt_outs_since,
            last_full_at = coalesce(excluded.last_full_at, s.last_full_at),
            last_sweep_at = coalesce(excluded.last_sweep_at, s.last_sweep_at),
            members = coalesce(excluded.members, s.members)
      """;

  private static final List<String> SCRATCH =
      List.of(
          """
          delete from removal_candidate
           where run_id in (select id from run where sync_id = ? order by id desc limit 50)
          """,
          """
          delete from sweep_row
           where sweep in (select sweep from run where sync_id = ? order by id desc limit 50)
             and sweep not in (select sweep from sync_checkpoint)
          """,
          """
          delete from sweep_page
           where sweep in (select sweep from run where sync_id = ? order by id desc limit 50)
             and sweep not in (select sweep from sync_checkpoint)
          """);

  private static final String ADOPT =
      """
      with before as (
        delete from removal_candidate
         where run_id in (select id from run where sync_id = ? and sweep = ? and id <> ?)
        returning run_id, member_id, record_id, cause)
      insert into removal_candidate (run_id, member_id, record_id, cause)
      select distinct on (member_id) ?, member_id, record_id, cause
        from before
       order by member_id, run_id desc
      """;

  private static final String WITH_RECORD =
      """
      select count(*) from member
       where list_id = ? and record_id is not null and removed_at is null and created_at < ?
      """;

  private static final String FEWER =
      """
      select count(*) < ?
        from (select from member
               where list_id = ? and record_id is not null and removed_at is null
                 and created_at < ?
               limit ?) as counted
      """;

  private final JdbcClient jdbc;

  PullState(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What the last complete pull reached; all null before the first.
   *
   * @param members how many members with a record there were when everything was read last
   */
  record Reached(
      @Nullable String fingerprint,
      Set<String> knownFields,
      @Nullable Instant watermark,
      @Nullable Instant optOutsSince,
      @Nullable Instant lastFull,
      @Nullable Instant lastSweep,
      @Nullable Long members) {}

  /**
   * Where an interrupted pull stood.
   *
   * @param places where to go on from, one for each range that had not ended; none where Sugar
   *     takes no keys, so that it begins anew
   */
  record Checkpoint(
      Pull.Mode mode, List<PageCursor> places, Instant beganAt, Instant sugarBeganAt, long sweep) {}

  Reached reached(String sync) {
    return jdbc.sql(REACHED)
        .param(sync)
        .query((rs, row) -> reached(rs))
        .optional()
        .orElse(new Reached(null, Set.of(), null, null, null, null, null));
  }

  private static Reached reached(ResultSet rs) throws SQLException {
    Array fields = rs.getArray("known_fields");
    return new Reached(
        rs.getString("fingerprint"),
        Set.of((String[]) fields.getArray()),
        instant(rs.getTimestamp("watermark")),
        instant(rs.getTimestamp("opt_outs_since")),
        instant(rs.getTimestamp("last_full_at")),
        instant(rs.getTimestamp("last_sweep_at")),
        rs.getObject("members", Long.class));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }

  /** The checkpoint of a pull by the same definition; another definition begins anew. */
  Optional<Checkpoint> checkpoint(String sync, String fingerprint) {
    return jdbc.sql("select * from sync_checkpoint where sync_id = ? and fingerprint = ?")
        .params(sync, fingerprint)
        .query((rs, row) -> checkpoint(rs))
        .optional();
  }

  private static Checkpoint checkpoint(ResultSet rs) throws SQLException {
    Pull.Mode mode = Pull.Mode.valueOf(rs.getString("mode").toUpperCase(Locale.ROOT));
    return new Checkpoint(
        mode,
        places(rs, mode == Pull.Mode.CHANGES ? PageCursor.Order.DATE : PageCursor.Order.ID),
        rs.getTimestamp("began_at").toInstant(),
        rs.getTimestamp("sugar_began_at").toInstant(),
        rs.getLong("sweep"));
  }

  private static List<PageCursor> places(ResultSet rs, PageCursor.Order order) throws SQLException {
    String[] ids = texts(rs, "cursor_ids");
    String[] modified = texts(rs, "cursors_modified");
    String[] upTo = texts(rs, "cursors_up_to");
    return IntStream.range(0, ids.length)
        .mapToObj(i -> new PageCursor(order, ids[i], modified[i], 0, upTo[i]))
        .toList();
  }

  private static String[] texts(ResultSet rs, String column) throws SQLException {
    return (String[]) rs.getArray(column).getArray();
  }

  /** Keeps how far a pull has come; in the transaction of the page. */
  void keepCheckpoint(Pull pull, List<PageCursor> places) {
    List<PageCursor> kept = pull.source.byKey() ? places : List.of();
    jdbc.sql(KEEP_CHECKPOINT)
        .params(
            pull.sync().id(),
            pull.fingerprint,
            pull.mode.name().toLowerCase(Locale.ROOT),
            texts(kept, PageCursor::lastId),
            texts(kept, PageCursor::lastModified),
            texts(kept, PageCursor::upTo),
            Timestamp.from(pull.beganAt),
            Timestamp.from(pull.sugarBeganAt),
            pull.sweep)
        .update();
  }

  private static String[] texts(
      List<PageCursor> places, Function<PageCursor, @Nullable String> part) {
    return places.stream().map(part).toArray(String[]::new);
  }

  /** Keeps what a complete pull has reached; in its last transaction. */
  void complete(Pull pull, Instant watermark, Set<String> fields, boolean full, boolean swept) {
    Timestamp began = Timestamp.from(pull.beganAt);
    jdbc.sql(COMPLETE)
        .params(
            pull.sync().id(),
            pull.fingerprint,
            fields.toArray(String[]::new),
            Timestamp.from(watermark),
            timestamp(pull.optOutsUnread ? optOutsFrom(pull) : null),
            full ? began : null,
            swept ? began : null,
            swept ? pull.membersNow() : null)
        .update();
    jdbc.sql("delete from sync_checkpoint where sync_id = ?").param(pull.sync().id()).update();
  }

  /** Where the walk over changed opt-outs began that Sugar cut short. */
  private static @Nullable Instant optOutsFrom(Pull pull) {
    return pull.optOutsSince == null ? pull.watermark : pull.optOutsSince;
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant time) {
    return time == null ? null : Timestamp.from(time);
  }

  /** The field whose column has the role {@code email}, else the field {@code email}, or null. */
  @Nullable String addressField(String list) {
    return jdbc.sql("select address_field(?)")
        .param(list)
        .query((rs, row) -> Optional.ofNullable(rs.getString(1)))
        .single()
        .orElse(null);
  }

  /** Members with a record that were there before a time. */
  long membersWithRecord(String list, Instant before) {
    return jdbc.sql(WITH_RECORD).params(list, Timestamp.from(before)).query(Long.class).single();
  }

  /** Whether those are fewer than a number, without counting more of them than that. */
  boolean hasFewer(String list, Instant before, int than) {
    return jdbc.sql(FEWER)
        .params(than, list, Timestamp.from(before), than)
        .query(Boolean.class)
        .single();
  }

  /** The database's clock, by which members are dated. */
  Instant databaseTime() {
    return jdbc.sql("select clock_timestamp()").query(Timestamp.class).single().toInstant();
  }

  long newSweep() {
    return jdbc.sql("select nextval('sweep_number')").query(Long.class).single();
  }

  /**
   * Takes over whom the interrupted runs of this sweep found gone: the pages that told it are not
   * read again.
   */
  void adopt(SyncRun run, long sweep) {
    jdbc.sql(ADOPT).params(run.sync().id(), sweep, run.id(), run.id()).update();
  }

  /** Keeps which sweep a run works on, so that its scratch rows are found again. */
  void sweepOf(SyncRun run, long sweep) {
    jdbc.sql("update run set sweep = ? where id = ?").params(sweep, run.id()).update();
  }

  /** Forgets the scratch rows of this run, and of earlier ones of the sync that failed. */
  void clean(SyncRun run) {
    for (String scratch : SCRATCH) {
      jdbc.sql(scratch).param(run.sync().id()).update();
    }
  }
}
