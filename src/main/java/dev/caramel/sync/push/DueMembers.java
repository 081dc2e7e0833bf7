package dev.caramel.sync.push;

import dev.caramel.list.SegmentMembers;
import dev.caramel.sugar.value.JsonText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Chooses the members whose values are due: those that differ from the agreed ones. The database
 * compares, in the order of the members, so that a hundred thousand unchanged ones cost one scan.
 */
@Component("dueMembers")
public class DueMembers {
  private static final String COLUMNS =
      """
      select m.id, m.record_id, m.email, m."values"::text as "values", m.agreed::text as agreed,
             m.edited::text as edited, m.pushed_modified
        from member m
      """;

  // A fresh link has no agreed value: of both directions' columns Sugar's value must be looked at,
  // of the others those that are not empty are due.
  private static final String IS_DUE =
      """
       where m.list_id = :list and m.record_id is not null and m.removed_at is null
         and exists (
           select from unnest(:fields::text[], :both::boolean[]) as f (name, two_way)
            where case when m.agreed -> f.name is null
                       then f.two_way or m."values" -> f.name is not null
                       else (:blanks or m."values" -> f.name is not null)
                        and coalesce(m."values" -> f.name, 'null') <> m.agreed -> f.name end)
      """;

  private static final String NEXT =
      COLUMNS + IS_DUE + " and m.id > :after order by m.id limit :most";
  private static final String NEXT_LIMITED =
      COLUMNS
          + IS_DUE
          + " and m.id > :after and m.record_id = any (:records) order by m.id limit :most";
  private static final String THESE = COLUMNS + IS_DUE + " and m.id = any (:members) order by m.id";

  private final JdbcClient jdbc;
  private final ObjectProvider<SegmentMembers> segments;

  DueMembers(JdbcClient jdbc, ObjectProvider<SegmentMembers> segments) {
    this.jdbc = jdbc;
    this.segments = segments;
  }

  /** Takes the next members; there are none left if the push says so afterwards. */
  public void choose(Exchange exchange) {
    Push push = Push.of(exchange);
    push.run.goOn();
    push.current.clear();
    if (push.updated().isEmpty()) {
      push.chosen = List.of();
      push.moreDue = false;
      return;
    }
    List<Long> again = push.takeAgain();
    List<DueMember> due = again.isEmpty() ? next(push) : these(push, again);
    push.moreDue = !due.isEmpty() || !again.isEmpty();
    push.chosen = ofSegment(push, due);
  }

  private List<DueMember> next(Push push) {
    List<String> records = push.run.request().records();
    JdbcClient.StatementSpec query =
        due(push, records.isEmpty() ? NEXT : NEXT_LIMITED)
            .param("after", push.after)
            .param("most", push.pace.window());
    if (!records.isEmpty()) {
      query = query.param("records", records.toArray(String[]::new));
    }
    List<DueMember> due = query.query((rs, row) -> member(rs)).list();
    if (!due.isEmpty()) {
      push.after = due.get(due.size() - 1).id();
    }
    return due;
  }

  private List<DueMember> these(Push push, List<Long> members) {
    return due(push, THESE)
        .param("members", members.toArray(Long[]::new))
        .query((rs, row) -> member(rs))
        .list();
  }

  private JdbcClient.StatementSpec due(Push push, String sql) {
    List<PushField> fields = push.updated();
    return jdbc.sql(sql)
        .param("list", push.sync().id())
        .param("fields", fields.stream().map(PushField::name).toArray(String[]::new))
        .param("both", fields.stream().map(PushField::both).toArray(Boolean[]::new))
        .param("blanks", push.sync().pushBlanks());
  }

  private List<DueMember> ofSegment(Push push, List<DueMember> due) {
    String segment = push.rules().segment();
    if (segment == null || due.isEmpty()) {
      return due;
    }
    Set<Long> within =
        segments
            .getObject()
            .within(push.sync().id(), segment, due.stream().map(DueMember::id).toList());
    return due.stream().filter(member -> within.contains(member.id())).toList();
  }

  static DueMember member(ResultSet rs) throws SQLException {
    String record = rs.getString("record_id");
    Timestamp pushed = rs.getTimestamp("pushed_modified");
    return new DueMember(
        rs.getLong("id"),
        record == null ? "" : record,
        rs.getString("email"),
        JsonText.read(rs.getString("values")),
        JsonText.readAll(rs.getString("agreed")),
        JsonText.read(rs.getString("edited")),
        pushed == null ? null : pushed.toInstant());
  }
}
