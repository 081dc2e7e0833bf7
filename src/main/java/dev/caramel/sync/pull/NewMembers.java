package dev.caramel.sync.pull;

import dev.caramel.sugar.value.SourceRecord;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Adds the new members of a page with {@code COPY}, PostgreSQL's cheapest way in: rows go in by
 * whole blocks, and neither an array nor a plan stands between.
 */
@Component
class NewMembers {
  private static final String COPY = "copy member (" + CopyLines.COLUMNS + ") from stdin";

  /** Bytes that are sent at once: a page of wide records never stands in memory twice. */
  private static final int CHUNK = 1 << 16;

  private static final int LINE = 1 << 10;

  private final JdbcTemplate jdbc;

  NewMembers(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The additions of a page that is not written yet, with their lines, by record. A first pull
   * waits for its writing side: what can be made without a look at the list is made before. Other
   * pulls find most records in the list already, and have none.
   */
  Map<SourceRecord, Change> ahead(Pull pull, Collection<SourceRecord> records) {
    boolean likely = pull.mode == Pull.Mode.FIRST && pull.rules().add() && !pull.dry();
    if (!likely) {
      return Map.of();
    }
    Map<SourceRecord, Change> additions = new HashMap<>(2 * records.size());
    CopyLines lines = new CopyLines(pull.sync().id(), LINE);
    for (SourceRecord record : records) {
      Change added = addition(pull, record);
      if (PullRejections.withNul(added) == null) {
        additions.put(record, added.asLine(lines.line(added)));
      }
    }
    return additions;
  }

  /** What makes a record a new member: it has the values of all mapped columns. */
  static Change addition(Pull pull, SourceRecord record) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < pull.layout.fields().size(); i++) {
      Object value = record.value(i);
      if (value != null && value != SourceRecord.MISSING) {
        values.put(pull.layout.fields().get(i).name(), value);
      }
    }
    return new Change(
        Change.Kind.ADD,
        0,
        record,
        values,
        new MemberAddress(pull).after(record, values, null),
        new PushedColumns(pull).ofNew(record));
  }

  /** Adds them; call it inside the transaction of the page. */
  void add(String list, List<Change> added) {
    if (!added.isEmpty()) {
      jdbc.execute(
          (ConnectionCallback<Long>)
              connection ->
                  copy(
                      connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY),
                      list,
                      added));
    }
  }

  private static Long copy(CopyIn copy, String list, List<Change> added) throws SQLException {
    try {
      CopyLines lines = new CopyLines(list, CHUNK + CHUNK / 2);
      for (Change change : added) {
        lines.add(change);
        if (lines.size() >= CHUNK) {
          copy.writeToCopy(lines.bytes(), 0, lines.size());
          lines.clear();
        }
      }
      copy.writeToCopy(lines.bytes(), 0, lines.size());
      return copy.endCopy();
    } finally {
      // Only where something was thrown: the connection must not stay in the middle of a COPY.
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
