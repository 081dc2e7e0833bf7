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
  private static final String UPDATE =
      """
      update member m
         set record_id = u.record_id, email = u.email, "values" = u."values"::jsonb,
             source_hash = u.hash, source_modified = u.modified, in_source = true,
             removed_at = null, removed_because = null, removal_approved = false,
             agreed = m.agreed || u.agreed::jsonb, drift = u.drift::jsonb,
             updated_at = now()
        from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bytea[],
                    ?::text[]::timestamptz[], ?::text[], ?::text[])
          as u (id, record_id, email, "values", hash, modified, agreed, drift)
       where m.list_id = ? and m.id = u.id
      """;

  private static final String TOUCH =
      """
      update member m
         set source_hash = u.hash, source_modified = u.modified, in_source = true,
             agreed = m.agreed || u.agreed::jsonb, drift = u.drift::jsonb
        from unnest(?::bigint[], ?::bytea[], ?::text[]::timestamptz[], ?::text[], ?::text[])
          as u (id, hash, modified, agreed, drift)
       where m.list_id = ? and m.id = u.id
      """;

  /** Leaves the hash as it is: somebody may have edited the member since it was read. */
  private static final String SEE =
      """
      update member m
         set source_modified = u.modified, in_source = true
        from unnest(?::bigint[], ?::text[]::timestamptz[]) as u (id, modified)
       where m.list_id = ? and m.id = u.id
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
          members(changes),
          records(changes),
          emails(changes),
          values(changes),
          hashes(changes),
          modified(changes),
          agreed(changes),
          drift(changes),
          list);
    }
  }

  private void see(String list, List<Change> changes) {
    if (!changes.isEmpty()) {
      jdbc.update(SEE, members(changes), modified(changes), list);
    }
  }

  private void touch(String list, List<Change> changes) {
    if (!changes.isEmpty()) {
      jdbc.update(
          TOUCH,
          members(changes),
          hashes(changes),
          modified(changes),
          agreed(changes),
          drift(changes),
          list);
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
