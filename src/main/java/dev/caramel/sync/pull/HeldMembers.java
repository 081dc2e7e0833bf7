package dev.caramel.sync.pull;

import dev.caramel.sugar.value.JsonText;
import dev.caramel.sugar.value.SourceRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the list holds, a page at a time. Each statement looks up one after the other, which a
 * lateral query that the planner cannot flatten ({@code offset 0}, {@code for update}) is for: with
 * {@code = any (?)} a plan that was made while the table was small, and is kept until it is
 * analyzed, compares each member of the list with each key. For a list of 200,000 that was three
 * seconds a page.
 */
@Component
class HeldMembers {
  // Served by member_by_record.
  static final String BY_RECORD =
      """
      select u.place, m.*
        from unnest(?::text[]) with ordinality as u (id, place)
       cross join lateral (
         select id, source_hash, source_modified, in_source, removed_because
           from member
          where list_id = ? and record_id = u.id
         offset 0) as m
      """;

  // In the order of ids, so that two that lock the same members wait instead of blocking each
  // other.
  static final String LOCK =
      """
      select m.*
        from (select id from unnest(?::bigint[]) as given (id) order by id) as u
       cross join lateral (
         select id, record_id, source_hash, source_modified, in_source, removed_because, email,
                "values"::text as text, agreed::text as agreed, edited::text as edited,
                drift::text as drift, pushed_modified
           from member
          where list_id = ? and id = u.id
            for update) as m
      """;

  // Served by member_without_record.
  static final String WITHOUT_RECORD =
      """
      select m.*
        from unnest(?::text[]) as u (key)
       cross join lateral (
         select id, email_key
           from member
          where list_id = ? and record_id is null and removed_at is null and email_key = u.key
         offset 0) as m
      """;

  // Served by member_without_record.
  private static final String RECORDLESS =
      """
      select exists (select from member
                      where list_id = ? and record_id is null and removed_at is null)
      """;

  // Served by the end of the primary key.
  private static final String NEWEST = "select coalesce(max(id), 0) from member where list_id = ?";

  private static final String OTHERS =
      "select (" + NEWEST + ") as newest, (" + RECORDLESS + ") as recordless";

  private final JdbcClient jdbc;

  HeldMembers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A member as it stands, without its values and its address. */
  record Held(
      long id,
      byte @Nullable [] hash,
      @Nullable Instant modified,
      boolean inSource,
      @Nullable String removedBecause) {
    boolean removed() {
      return removedBecause != null;
    }

    /** Whether a person or a program took it off: then it does not come back by itself. */
    boolean takenOff() {
      return "by-person".equals(removedBecause) || "by-program".equals(removedBecause);
    }
  }

  /** Members by the id of their record. */
  Map<String, Held> byRecord(String list, Collection<String> records) {
    String[] ids = records.toArray(String[]::new);
    Map<String, Held> held = new HashMap<>();
    jdbc.sql(BY_RECORD)
        .params(ids, list)
        .query(
            rs -> {
              held.put(ids[rs.getInt("place") - 1], held(rs));
            });
    return held;
  }

  /** Members on the list that hold what these records are, by their hashes; by record. */
  Map<String, Held> unchanged(Pull pull, Collection<SourceRecord> records) {
    if (!pull.trustsHashes) {
      return new HashMap<>();
    }
    Map<String, Held> held =
        byRecord(pull.sync().id(), records.stream().map(SourceRecord::id).toList());
    Map<String, Held> unchanged = new HashMap<>();
    for (SourceRecord record : records) {
      Held member = held.get(record.id());
      if (member != null && !member.removed() && Arrays.equals(member.hash(), record.hash())) {
        unchanged.put(record.id(), member);
      }
    }
    return unchanged;
  }

  private static Held held(ResultSet rs) throws SQLException {
    Timestamp modified = rs.getTimestamp("source_modified");
    return new Held(
        rs.getLong("id"),
        rs.getBytes("source_hash"),
        modified == null ? null : modified.toInstant(),
        rs.getBoolean("in_source"),
        rs.getString("removed_because"));
  }

  /** A member that nobody else can change before the transaction ends, with its values. */
  record Locked(
      Held held,
      boolean hasRecord,
      @Nullable String email,
      Map<String, Object> values,
      Map<String, @Nullable Object> agreed,
      Map<String, Object> edited,
      Map<String, @Nullable Object> drift,
      @Nullable Instant pushedModified) {}

  /** Locks members until the transaction ends and reads them as they stand then. */
  Map<Long, Locked> lock(String list, Collection<Long> members) {
    Map<Long, Locked> locked = new HashMap<>();
    if (members.isEmpty()) {
      return locked;
    }
    jdbc.sql(LOCK)
        .params(members.toArray(Long[]::new), list)
        .query(
            rs -> {
              Held held = held(rs);
              Timestamp pushed = rs.getTimestamp("pushed_modified");
              locked.put(
                  held.id(),
                  new Locked(
                      held,
                      rs.getString("record_id") != null,
                      rs.getString("email"),
                      JsonText.read(rs.getString("text")),
                      JsonText.readAll(rs.getString("agreed")),
                      JsonText.read(rs.getString("edited")),
                      JsonText.readAll(rs.getString("drift")),
                      pushed == null ? null : pushed.toInstant()));
            });
    return locked;
  }

  /**
   * What additions to a list depend on.
   *
   * @param newest the highest number of a member, 0 in a list that never had one
   * @param recordless whether there are members without a record
   */
  record Others(long newest, boolean recordless) {}

  /**
   * Keeps others from adding members to the list until the transaction ends, and says what it has.
   * Who posts members takes the same lock: two must not make two members of one person.
   */
  Others lockAddresses(String list) {
    jdbc.sql("select lock_addresses(?)").param(list).query().listOfRows();
    return jdbc.sql(OTHERS)
        .params(list, list)
        .query((rs, row) -> new Others(rs.getLong("newest"), rs.getBoolean("recordless")))
        .single();
  }

  /** Whether the list has members without a record. */
  boolean hasRecordless(String list) {
    return jdbc.sql(RECORDLESS).param(list).query(Boolean.class).single();
  }

  /** The highest number of a member, 0 in a list that never had one. */
  long newest(String list) {
    return jdbc.sql(NEWEST).param(list).query(Long.class).single();
  }

  /** Members without a record, by their address in lower case; of several the oldest. */
  Map<String, Long> withoutRecord(String list, Collection<String> addressKeys) {
    Map<String, Long> found = new HashMap<>();
    if (addressKeys.isEmpty()) {
      return found;
    }
    jdbc.sql(WITHOUT_RECORD)
        .params(addressKeys.toArray(String[]::new), list)
        .query(
            rs -> {
              found.merge(rs.getString("email_key"), rs.getLong("id"), Math::min);
            });
    return found;
  }
}
