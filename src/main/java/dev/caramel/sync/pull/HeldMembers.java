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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the list holds, a page at a time. */
@Component
class HeldMembers {
  // Served by member_by_record.
  private static final String BY_RECORD =
      """
      select id, record_id, source_hash, source_modified, in_source, removed_because, email
        from member
       where list_id = ? and record_id = any (?)
      """;

  // In the order of ids, so that two that lock the same members wait instead of blocking each
  // other.
  private static final String LOCK =
      """
      select id, record_id, source_hash, source_modified, in_source, removed_because, email,
             "values"::text as text, agreed::text as agreed, edited::text as edited,
             drift::text as drift, pushed_modified
        from member
       where list_id = ? and id = any (?)
       order by id
         for update
      """;

  // Served by member_without_record; of several the oldest.
  private static final String WITHOUT_RECORD =
      """
      select distinct on (email_key) id, email_key
        from member
       where list_id = ? and record_id is null and removed_at is null and email_key = any (?)
       order by email_key, id
      """;

  // Served by member_without_record.
  private static final String HAS_RECORDLESS =
      """
      select exists (
        select from member where list_id = ? and record_id is null and removed_at is null)
      """;

  private final JdbcClient jdbc;

  HeldMembers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A member as it stands, without its values. */
  record Held(
      long id,
      byte @Nullable [] hash,
      @Nullable Instant modified,
      boolean inSource,
      @Nullable String removedBecause,
      @Nullable String email) {
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
    Map<String, Held> held = new HashMap<>();
    jdbc.sql(BY_RECORD)
        .params(list, records.toArray(String[]::new))
        .query(
            rs -> {
              held.put(rs.getString("record_id"), held(rs));
            });
    return held;
  }

  /** Ids of records that are what their members hold, by their hashes. */
  Set<String> unchanged(Pull pull, Collection<SourceRecord> records) {
    if (!pull.trustsHashes) {
      return Set.of();
    }
    Map<String, Held> held =
        byRecord(pull.sync().id(), records.stream().map(SourceRecord::id).toList());
    Set<String> unchanged = new HashSet<>();
    for (SourceRecord record : records) {
      Held member = held.get(record.id());
      if (member != null && !member.removed() && Arrays.equals(member.hash(), record.hash())) {
        unchanged.add(record.id());
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
        rs.getString("removed_because"),
        rs.getString("email"));
  }

  /** A member that nobody else can change before the transaction ends, with its values. */
  record Locked(
      Held held,
      boolean hasRecord,
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
        .params(list, members.toArray(Long[]::new))
        .query(
            rs -> {
              Held held = held(rs);
              Timestamp pushed = rs.getTimestamp("pushed_modified");
              locked.put(
                  held.id(),
                  new Locked(
                      held,
                      rs.getString("record_id") != null,
                      JsonText.read(rs.getString("text")),
                      JsonText.readAll(rs.getString("agreed")),
                      JsonText.read(rs.getString("edited")),
                      JsonText.readAll(rs.getString("drift")),
                      pushed == null ? null : pushed.toInstant()));
            });
    return locked;
  }

  /**
   * Keeps others from adding members to the list until the transaction ends, and says whether it
   * has members without a record. Who posts members takes the same lock: two must not make two
   * members of one person.
   */
  boolean lockAddresses(String list) {
    jdbc.sql("select lock_addresses(?)").param(list).query().listOfRows();
    return jdbc.sql(HAS_RECORDLESS).param(list).query(Boolean.class).single();
  }

  /** Members without a record, by their address in lower case. */
  Map<String, Long> withoutRecord(String list, Collection<String> addressKeys) {
    Map<String, Long> found = new HashMap<>();
    if (addressKeys.isEmpty()) {
      return found;
    }
    jdbc.sql(WITHOUT_RECORD)
        .params(list, addressKeys.toArray(String[]::new))
        .query(
            rs -> {
              found.put(rs.getString("email_key"), rs.getLong("id"));
            });
    return found;
  }
}
