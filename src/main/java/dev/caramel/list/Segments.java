package dev.caramel.list;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.api.WrongRequest;
import dev.caramel.sugar.value.ValueKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The segments of all lists. Who is in one is worked out by the database, for as many members at
 * once as are asked for:
 *
 * <ul>
 *   <li>{@code select id from segment_members(list, segment, after, to) as s (id)}: members of a
 *       segment whose ids lie behind {@code after}, up to and with {@code to};
 *   <li>{@code select id from members_meeting(list, definition, after, to) as m (id)}: the same for
 *       a definition that has no name, such as the condition of a maintenance program. {@link
 *       #definition} checks one and gives it as these functions take it: {@code
 *       {"all":[{"column":"Country","condition":"equals","value":"US"}]}}.
 * </ul>
 *
 * A statement that changes members takes either as its source: {@code update member m set ... from
 * members_meeting(...) as s (id) where m.list_id = ... and m.id = s.id}. Ask for a window of ids at
 * a time (some thousands), so that a transaction stays short.
 */
@Component
public class Segments implements SegmentMembers {
  private static final String WITHIN =
      "select id from segment_members(?, ?, 0, 9223372036854775807, ?::bigint[]) as s (id)";

  private static final String WINDOW =
      """
      select max(id)
      from (select id from member where list_id = ? and id > ? order by id limit ?) as window_of
      """;

  private static final String IN_WINDOW =
      "select id from segment_members(?, ?, ?, ?) as s (id) order by id limit ?";

  private static final String PUT =
      """
      insert into segment (list_id, name, definition)
      values (?, ?, cast(? as jsonb))
      on conflict (list_id, name) do update
        set definition = excluded.definition, updated_at = now()
      """;

  private static final int SMALL_WINDOW = 2_000;
  private static final int LARGE_WINDOW = 50_000;

  private final JdbcClient database;
  private final ObjectMapper json;

  Segments(JdbcClient database, @Qualifier("apiJson") ObjectMapper json) {
    this.database = database;
    this.json = json;
  }

  @Override
  public boolean exists(String list, String segment) {
    return database
        .sql("select exists (select from segment where list_id = ? and name = ?)")
        .params(list, segment)
        .query(Boolean.class)
        .single();
  }

  @Override
  public Set<Long> within(String list, String segment, Collection<Long> members) {
    return new HashSet<>(
        database
            .sql(WITHIN)
            .params(list, segment, members.toArray(Long[]::new))
            .query(Long.class)
            .list());
  }

  @Override
  public List<String> lost(String list, String segment) {
    SegmentRules rules = rules(list);
    return find(list, segment).map(rules::lost).orElse(List.of());
  }

  /**
   * Checks a condition that has no name, such as a maintenance program's.
   *
   * @param list id of the list that it is about
   * @return the definition as the SQL function {@code members_meeting} takes it
   * @throws WrongRequest with all that is wrong in it
   */
  public String definition(String list, Segment condition) {
    SegmentRules rules = rules(list);
    Segment checked = rules.checked("", condition);
    if (!rules.mistakes().isEmpty()) {
      throw new WrongRequest(rules.mistakes());
    }
    return written(checked);
  }

  /** The rules for segments of that list. */
  SegmentRules rules(String list) {
    Map<String, ValueKind> columns = new LinkedHashMap<>();
    database
        .sql("select name, field, type from list_column where list_id = ? order by position")
        .param(list)
        .query(
            row -> {
              columns.put(
                  row.getString("name"),
                  ValueKind.of(row.getString("field"), row.getString("type")));
            });
    List<String> sheets =
        database
            .sql(
                """
                select s.name
                from list l join score_sheet s on s.account_id = l.account_id
                where l.id = ?
                order by s.name
                """)
            .param(list)
            .query(String.class)
            .list();
    return new SegmentRules(columns, sheets);
  }

  Optional<Segment> find(String list, String name) {
    return database
        .sql("select cast(definition as text) from segment where list_id = ? and name = ?")
        .params(list, name)
        .query(String.class)
        .optional()
        .map(definition -> read(name, definition));
  }

  /** Segments of a list behind a name, by their names. */
  List<Segment> page(String list, @Nullable String after, int rows) {
    return database
        .sql(
            """
            select name, cast(definition as text) as definition
            from segment
            where list_id = ? and name > ?
            order by name
            limit ?
            """)
        .params(list, after == null ? "" : after, rows)
        .query((row, number) -> read(row.getString("name"), row.getString("definition")))
        .list();
  }

  /** Keeps a segment, in place of one of the same name. */
  void put(String list, String name, Segment segment) {
    database.sql(PUT).params(list, name, written(segment)).update();
  }

  void delete(String list, String name) {
    database.sql("delete from segment where list_id = ? and name = ?").params(list, name).update();
  }

  /**
   * Ids of members of a segment, in their order. A window of members is judged at a time, so that a
   * page of a large list costs no more than what lies before its end.
   *
   * @param after id behind which to begin
   * @param most most ids to give; fewer are given only at the end of the list
   */
  List<Long> members(String list, String segment, long after, int most) {
    List<Long> found = new ArrayList<>();
    long from = after;
    int window = SMALL_WINDOW;
    while (found.size() < most) {
      Long to =
          database.sql(WINDOW).params(list, from, window).query(Long.class).optional().orElse(null);
      if (to == null) {
        return found;
      }
      found.addAll(
          database
              .sql(IN_WINDOW)
              .params(list, segment, from, to, most - found.size())
              .query(Long.class)
              .list());
      from = to;
      window = Math.min(window * 2, LARGE_WINDOW);
    }
    return found;
  }

  private Segment read(String name, String definition) {
    try {
      Segment kept = json.readValue(definition, Segment.class);
      return new Segment(name, kept.all(), kept.any());
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("The segment " + name + " is kept in no form", unreadable);
    }
  }

  private String written(Segment segment) {
    try {
      return json.writeValueAsString(new Segment(null, segment.all(), segment.any()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A segment could not be written as JSON", impossible);
    }
  }
}
