package dev.caramel.sync.pull;

import dev.caramel.sugar.value.SourceRecord;
import dev.caramel.sync.run.LedgerText;
import dev.caramel.sync.run.SyncRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Records that a pull could not apply: kept with the reason until they are retried or dismissed.
 */
@Component
class PullRejections {
  private static final String KEEP =
      """
      insert into rejection as r (run_id, sync_id, direction, record_id, email, column_name, field,
                                  reason, sign)
      values (?, ?, 'pull', ?, ?, ?, ?, ?, ?)
      on conflict (sync_id, direction, record_id, coalesce(field, '')) do update
        set run_id = excluded.run_id, email = excluded.email, reason = excluded.reason,
            attempts = r.attempts + 1, at = now(), retry = false, sign = excluded.sign,
            dismissed_at = case when r.sign = excluded.sign then r.dismissed_at end
      returning dismissed_at is null
      """;

  private static final int REMEMBERED = 10_000;

  private final JdbcTemplate jdbc;

  PullRejections(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A record that could not be applied.
   *
   * @param values hash of everything that a list keeps of it
   */
  record Rejected(
      @Nullable String record,
      @Nullable String email,
      @Nullable String column,
      @Nullable String field,
      String reason,
      byte[] values) {}

  /** Takes changes out that PostgreSQL can't keep: its text has no character of code 0. */
  static List<Rejected> unstorable(PageComparison page) {
    List<Rejected> rejected = new ArrayList<>();
    page.changes()
        .removeIf(
            change -> {
              String field = withNul(change);
              if (field != null) {
                rejected.add(
                    new Rejected(
                        change.record().id(),
                        null,
                        page.columnOf(field),
                        field,
                        "the field "
                            + field
                            + " holds a character of code 0, which no list can keep: remove it in"
                            + " Sugar",
                        change.record().hash()));
                page.takeBack(change);
              }
              return field != null;
            });
    return rejected;
  }

  /** The field whose value holds a character of code 0, or null. */
  static @Nullable String withNul(Change change) {
    for (Map.Entry<String, Object> value : change.values().entrySet()) {
      if (value.getValue().toString().indexOf('\0') >= 0) {
        return value.getKey();
      }
    }
    String email = change.email();
    return email != null && email.indexOf('\0') >= 0 ? "email" : null;
  }

  /** A record that the database refused, for whatever reason. */
  static Rejected refusedByDatabase(SourceRecord record, DataIntegrityViolationException cause) {
    return new Rejected(
        record.id(),
        null,
        null,
        null,
        "the database refused the record: " + cause.getMostSpecificCause().getMessage(),
        record.hash());
  }

  /**
   * Keeps rejections; one that is there already counts one more attempt. One that a person
   * dismissed stays dismissed until the record's values or the definition change.
   *
   * @return how many of them are to be shown
   */
  int keep(Pull pull, List<Rejected> rejected) {
    SyncRun run = pull.run;
    int shown = 0;
    for (Rejected one : rejected) {
      if (pull.rejected != null && one.record() != null) {
        pull.rejected.add(one.record());
      }
      Boolean isShown =
          jdbc.queryForObject(
              KEEP,
              Boolean.class,
              run.id(),
              run.sync().id(),
              LedgerText.clean(one.record()),
              LedgerText.clean(one.email()),
              LedgerText.clean(one.column()),
              LedgerText.clean(one.field()),
              LedgerText.clean(one.reason()),
              pull.fingerprint + ":" + HexFormat.of().formatHex(one.values()));
      shown += Boolean.TRUE.equals(isShown) ? 1 : 0;
    }
    return shown;
  }

  /** Ends the rejections of records that were applied. */
  void settle(Pull pull, Collection<SourceRecord> applied, List<Rejected> rejected) {
    if (pull.rejected != null && pull.rejected.isEmpty()) {
      return;
    }
    Set<String> still = new HashSet<>();
    rejected.forEach(one -> still.add(String.valueOf(one.record())));
    settle(pull, applied.stream().map(SourceRecord::id).filter(id -> !still.contains(id)).toList());
  }

  /** Ends the rejections of these records. */
  void settle(Pull pull, Collection<String> records) {
    Set<String> rejected = pull.rejected;
    String[] ids =
        records.stream()
            .filter(id -> rejected == null || rejected.contains(id))
            .toArray(String[]::new);
    if (ids.length > 0) {
      jdbc.update(
          "delete from rejection where sync_id = ? and direction = 'pull' and record_id = any (?)",
          pull.sync().id(),
          ids);
    }
  }

  /**
   * Looks which records have a rejection when a pull begins: only its own pulls reject records of a
   * sync, so that no page need ask for all of its records.
   */
  void remember(Pull pull) {
    List<String> records =
        jdbc.queryForList(
            "select record_id from rejection where sync_id = ? and direction = 'pull'"
                + " and record_id is not null limit ?",
            String.class,
            pull.sync().id(),
            REMEMBERED + 1);
    pull.rejected = records.size() > REMEMBERED ? null : new HashSet<>(records);
  }

  /** Records that somebody asked to try again. */
  List<String> toRetry(String sync) {
    return jdbc.queryForList(
        "select distinct record_id from rejection where sync_id = ? and direction = 'pull'"
            + " and retry and record_id is not null order by 1",
        String.class,
        sync);
  }
}
