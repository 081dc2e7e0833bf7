package dev.caramel.sync.push;

import dev.caramel.sugar.value.JsonText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What could not be brought to Sugar: a rejection that a person reads, and beside it the value that
 * was refused, which is not sent again until the list's value, Sugar's value, the field's metadata
 * or the definition changes, or somebody asks for a retry.
 */
@Component
class PushRefusals {
  private static final String STANDING =
      """
      select f.member_id, f.field, f.sent::text as sent, f.sign
        from push_refusal f
       where f.list_id = ? and f.member_id = any (?)
         and not exists (select from rejection r
                          where r.sync_id = f.list_id and r.direction = 'push'
                            and r.member_id = f.member_id and coalesce(r.field, '') = f.field
                            and r.retry)
      """;

  private static final String REJECT =
      """
      insert into rejection as r (run_id, sync_id, direction, member_id, record_id, email,
                                  column_name, field, reason)
      select ?, ?, 'push', u.*
        from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) as u
      on conflict (sync_id, direction, member_id, coalesce(field, '')) where member_id is not null
      do update
        set run_id = excluded.run_id, record_id = excluded.record_id, email = excluded.email,
            reason = excluded.reason, attempts = r.attempts + 1, at = now(), retry = false,
            dismissed_at = null
      """;

  private static final String REFUSE =
      """
      insert into push_refusal (list_id, member_id, field, sent, sign)
      select ?, u.member, u.field, u.sent::jsonb -> 'sent', u.sign
        from unnest(?::bigint[], ?::text[], ?::text[], ?::text[]) as u (member, field, sent, sign)
      on conflict (list_id, member_id, field) do update
        set sent = excluded.sent, sign = excluded.sign
      """;

  private final JdbcTemplate jdbc;

  PushRefusals(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Values that stand refused, by member. */
  static final class Standing {
    private final Map<Long, Map<String, Refused>> byMember = new HashMap<>();

    private record Refused(@Nullable Object sent, String sign) {}

    /** Whether this very value was refused under the same circumstances. */
    boolean holds(long member, String field, @Nullable Object value, String sign) {
      Refused refused = byMember.getOrDefault(member, Map.of()).get(field);
      return refused != null && refused.sign.equals(sign) && JsonText.same(refused.sent, value);
    }
  }

  Standing of(String list, Collection<Long> members) {
    Standing standing = new Standing();
    if (!members.isEmpty()) {
      jdbc.query(
          STANDING,
          rs -> {
            standing
                .byMember
                .computeIfAbsent(rs.getLong("member_id"), id -> new HashMap<>())
                .put(
                    rs.getString("field"),
                    new Standing.Refused(
                        JsonText.readAll("{\"sent\":" + rs.getString("sent") + "}").get("sent"),
                        rs.getString("sign")));
          },
          list,
          members.toArray(Long[]::new));
    }
    return standing;
  }

  /** Keeps rejections and the values that were refused; in the transaction of their batch. */
  void keep(Push push, List<PushRejection> rejections) {
    // A statement must not meet the same row twice: the last one of a member's value counts.
    Map<String, PushRejection> each = new LinkedHashMap<>();
    rejections.forEach(one -> each.put(one.member() + " " + field(one), one));
    if (each.isEmpty()) {
      return;
    }
    String list = push.sync().id();
    Collection<PushRejection> all = each.values();
    Long[] members = all.stream().map(PushRejection::member).toArray(Long[]::new);
    jdbc.update(
        REJECT,
        push.run.id(),
        list,
        members,
        texts(all, PushRejection::record),
        texts(all, PushRejection::email),
        texts(all, one -> one.to() == null ? null : one.to().column()),
        texts(all, one -> one.to() == null ? null : one.to().name()),
        texts(all, PushRejection::reason));
    jdbc.update(
        REFUSE,
        list,
        members,
        texts(all, PushRefusals::field),
        texts(all, one -> JsonText.writeAll(Collections.singletonMap("sent", one.sent()))),
        texts(all, one -> one.to() == null ? push.wholeSign() : one.to().sign()));
  }

  private static String field(PushRejection one) {
    return one.to() == null ? "" : one.to().name();
  }

  private static @Nullable String[] texts(
      Collection<PushRejection> all, Function<PushRejection, @Nullable String> of) {
    return all.stream().map(of).toArray(String[]::new);
  }

  /** Ends what stood against values that arrived. */
  void settle(Push push, Map<Long, ? extends Collection<String>> fieldsByMember) {
    List<Long> members = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    fieldsByMember.forEach(
        (member, names) ->
            names.forEach(
                name -> {
                  members.add(member);
                  fields.add(name);
                }));
    if (members.isEmpty()) {
      return;
    }
    Object[] arguments = {
      push.sync().id(), members.toArray(Long[]::new), fields.toArray(String[]::new)
    };
    jdbc.update(
        "delete from push_refusal f using unnest(?::bigint[], ?::text[]) as u (member, field)"
            + " where f.list_id = ? and f.member_id = u.member and f.field = u.field",
        arguments[1],
        arguments[2],
        arguments[0]);
    jdbc.update(
        "delete from rejection r using unnest(?::bigint[], ?::text[]) as u (member, field)"
            + " where r.sync_id = ? and r.direction = 'push' and r.member_id = u.member"
            + " and coalesce(r.field, '') = u.field",
        arguments[1],
        arguments[2],
        arguments[0]);
  }
}
