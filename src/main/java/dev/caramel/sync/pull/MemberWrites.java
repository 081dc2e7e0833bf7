package dev.caramel.sync.pull;

import dev.caramel.sugar.value.JsonText;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes the changes of a page: one statement for each kind, whatever the page holds. */
@Component
class MemberWrites {
  // An insert that always conflicts, as these members are there and locked: it finds each by the
  // primary key, where a join may read the whole list (see HeldMembers).
  static final String UPDATE =
      """
      insert into member as m (list_id, id, record_id, email, "values", source_hash,
                               source_modified, agreed, drift)
      overriding system value
      select ?, u.id, u.record_id, u.email, u."values"::jsonb, u.hash, u.modified,
             u.agreed::jsonb, u.drift::jsonb
        from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bytea[],
                    ?::text[]::timestamptz[], ?::text[], ?::text[])
          as u (id, record_id, email, "values", hash, modified, agreed, drift)
      on conflict (list_id, id) do update
         set record_id = excluded.record_id, email = excluded.email,
             "values" = excluded."values", source_hash = excluded.source_hash,
             source_modified = excluded.source_modified, in_source = true,
             removed_at = null, removed_because = null, removal_approved = false,
             agreed = m.agreed || excluded.agreed, drift = excluded.drift,
             updated_at = now()
      """;

  static final String TOUCH =
      """
      insert into member as m (list_id, id, source_hash, source_modified, agreed, drift)
      overriding system value
      select ?, u.id, u.hash, u.modified, u.agreed::jsonb, u.drift::jsonb
        from unnest(?::bigint[], ?::bytea[], ?::text[]::timestamptz[], ?::text[], ?::text[])
          as u (id, hash, modified, agreed, drift)
      on conflict (list_id, id) do update
         set source_hash = excluded.source_hash, source_modified = excluded.source_modified,
             in_source = true, agreed = m.agreed || excluded.agreed, drift = excluded.drift
      """;

  /** Leaves the hash as it is: somebody may have edited the member since it was read. */
  static final String SEE =
      """
      insert into member as m (list_id, id, source_modified)
      overriding system value
      select ?, u.id, u.modified
        from unnest(?::bigint[], ?::text[]::timestamptz[]) as u (id, modified)
      on conflict (list_id, id) do update
         set source_modified = excluded.source_modified, in_source = true
      """;

  private final NewMembers added;
  private final JdbcTemplate jdbc;

  MemberWrites(NewMembers added, JdbcTemplate jdbc) {
    this.added = added;
    this.jdbc = jdbc;
  }

  /** Writes all changes; call it inside the transaction of the page. */
  void write(String list, List<Change> changes) {
    mayBeSentAgain(list, changes);
    added.add(list, of(changes, EnumSet.of(Change.Kind.ADD)));
    see(list, of(changes, EnumSet.of(Change.Kind.SEE)));
    touch(list, of(changes, EnumSet.of(Change.Kind.TOUCH)));
    update(list, of(changes, EnumSet.of(Change.Kind.UPDATE, Change.Kind.RETURN, Change.Kind.LINK)));
  }

  private static List<Change> of(List<Change> changes, Set<Change.Kind> kinds) {
    return changes.stream().filter(change -> kinds.contains(change.kind())).toList();
  }

  private void update(String list, List<Change> changes) {
    if (!changes.isEmpty()) {
      jdbc.update(
          UPDATE,
          list,
          members(changes),
          records(changes),
          emails(changes),
          values(changes),
          hashes(changes),
          modified(changes),
          agreed(changes),
          drift(changes));
    }
  }

  private void see(String list, List<Change> changes) {
    if (!changes.isEmpty()) {
      jdbc.update(SEE, list, members(changes), modified(changes));
    }
  }

  private void touch(String list, List<Change> changes) {
    if (!changes.isEmpty()) {
      jdbc.update(
          TOUCH,
          list,
          members(changes),
          hashes(changes),
          modified(changes),
          agreed(changes),
          drift(changes));
    }
  }

  /** A value that Sugar refused is tried again when Sugar's own value has changed. */
  private void mayBeSentAgain(String list, List<Change> changes) {
    for (Change change : changes) {
      if (!change.common().changed().isEmpty()) {
        jdbc.update(
            "delete from push_refusal where list_id = ? and member_id = ? and field = any (?)",
            list,
            change.member(),
            change.common().changed().toArray(String[]::new));
      }
    }
  }

  private static Long[] members(List<Change> changes) {
    return changes.stream().map(Change::member).toArray(Long[]::new);
  }

  private static String[] records(List<Change> changes) {
    return changes.stream().map(change -> change.record().id()).toArray(String[]::new);
  }

  private static String[] emails(List<Change> changes) {
    return changes.stream().map(Change::email).toArray(String[]::new);
  }

  private static String[] values(List<Change> changes) {
    return changes.stream().map(change -> JsonText.write(change.values())).toArray(String[]::new);
  }

  private static String[] agreed(List<Change> changes) {
    return changes.stream()
        .map(change -> JsonText.writeAll(change.common().agreed()))
        .toArray(String[]::new);
  }

  private static String[] drift(List<Change> changes) {
    return changes.stream()
        .map(change -> JsonText.writeAll(change.common().drift()))
        .toArray(String[]::new);
  }

  private static byte[][] hashes(List<Change> changes) {
    return changes.stream().map(change -> change.record().hash()).toArray(byte[][]::new);
  }

  /**
   * As ISO texts: an array of timestamps would travel as local time, which an autumn hour has
   * twice.
   */
  private static String[] modified(List<Change> changes) {
    return changes.stream()
        .map(change -> change.record().modified())
        .map(instant -> instant == null ? null : instant.toString())
        .toArray(String[]::new);
  }
}
