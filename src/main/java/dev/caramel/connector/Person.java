package dev.caramel.connector;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One address of a list, with its score.
 *
 * @param email the address as the list has it
 * @param name first and last name, as far as the list has columns for them
 * @param title job title, or null
 * @param company name of the company, or null
 * @param owner value of the list's owner column, or null
 * @param score behavioral score
 * @param lastActivity time of the last activity that counts, or null
 * @param record its Sugar record, or null
 * @param list id of the list
 */
record Person(
    String email,
    @Nullable String name,
    @Nullable String title,
    @Nullable String company,
    @Nullable String owner,
    long score,
    @Nullable Instant lastActivity,
    @Nullable SugarRecord record,
    @Nullable String list) {

  /** Columns of a person, of the tables member m, list l, and list_column o of the owner. */
  static final String COLUMNS =
      """
      m.email, m.record_id, m.list_id, l.module,
        coalesce(
          nullif(concat_ws(' ', m."values" ->> 'first_name', m."values" ->> 'last_name'), ''),
          m."values" ->> 'full_name', m."values" ->> 'name') as name,
        m."values" ->> 'title' as title,
        coalesce(m."values" ->> 'account_name', m."values" ->> 'company') as company,
        m."values" ->> o.field as owner
      """;

  /** Reads those columns, and {@code score} and {@code last_at}. */
  static Person of(ResultSet row) throws SQLException {
    String id = row.getString("record_id");
    OffsetDateTime last = row.getObject("last_at", OffsetDateTime.class);
    return new Person(
        row.getString("email"),
        row.getString("name"),
        row.getString("title"),
        row.getString("company"),
        row.getString("owner"),
        row.getLong("score"),
        last == null ? null : last.toInstant(),
        id == null ? null : new SugarRecord(row.getString("module"), id),
        row.getString("list_id"));
  }

  /** The same person with a score, and the time of the last activity that counts. */
  Person scored(long points, Instant last) {
    return new Person(email, name, title, company, owner, points, last, record, list);
  }

  /** A record of Sugar. */
  record SugarRecord(String module, String id) {}
}
