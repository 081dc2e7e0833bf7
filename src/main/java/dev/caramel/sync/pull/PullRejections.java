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

  private static @Nullable String withNul(Change change) {
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
  void settle(SyncRun run, Collection<SourceRecord> applied, List<Rejected> rejected) {
    Set<String> still = new HashSet<>();
    rejected.forEach(one -> still.add(String.valueOf(one.record())));
    String[] ids =
        applied.stream()
            .map(SourceRecord::id)
            .filter(id -> !still.contains(id))
            .toArray(String[]::new);
    settle(run, ids);
  }

  /** Ends the rejections of these records. */
  void settle(SyncRun run, String[] ids) {
    if (ids.length > 0) {
      jdbc.update(
          "delete from rejection where sync_id = ? and direction = 'pull' and record_id = any (?)",
          run.sync().id(),
          ids);
    }
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
