package dev.caramel.sync.pull;

import dev.caramel.sugar.value.JsonText;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  private static final String COPY =
      """
      copy member (list_id, record_id, email, "values", source_hash, source_modified, in_source,
                   agreed)
      from stdin
      """;

  /** Characters that are sent at once: a page of wide records never stands in memory twice. */
  private static final int CHUNK = 1 << 16;

  private static final HexFormat HEX = HexFormat.of();

  private final JdbcTemplate jdbc;

  NewMembers(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
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
      StringBuilder rows = new StringBuilder(CHUNK + CHUNK / 2);
      for (Change change : added) {
        row(rows, list, change);
        if (rows.length() >= CHUNK) {
          send(copy, rows);
        }
      }
      send(copy, rows);
      return copy.endCopy();
    } finally {
      // Only where something was thrown: the connection must not stay in the middle of a COPY.
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static void send(CopyIn copy, StringBuilder rows) throws SQLException {
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    rows.setLength(0);
  }

  /** One row in COPY's text format. */
  private static void row(StringBuilder rows, String list, Change change) {
    cell(rows, list).append('\t');
    cell(rows, change.record().id()).append('\t');
    cell(rows, change.email()).append('\t');
    cell(rows, JsonText.write(change.values())).append('\t');
    HEX.formatHex(rows.append("\\\\x"), change.record().hash());
    Instant modified = change.record().modified();
    cell(rows.append('\t'), modified == null ? null : modified.toString()).append("\tt\t");
    cell(rows, JsonText.writeAll(change.common().agreed())).append('\n');
  }

  private static StringBuilder cell(StringBuilder rows, @Nullable String text) {
    if (text == null) {
      return rows.append("\\N");
    }
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c < ' ') {
        rows.append(text, from, i).append('\\').append(escaped(c));
        from = i + 1;
      }
    }
    return rows.append(text, from, text.length());
  }

  /** A character behind a backslash stands for itself, but for these. */
  private static char escaped(char c) {
    return switch (c) {
      case '\b' -> 'b';
      case '\f' -> 'f';
      case '\n' -> 'n';
      case '\r' -> 'r';
      case '\t' -> 't';
      case '\u000b' -> 'v';
      default -> c;
    };
  }
}
