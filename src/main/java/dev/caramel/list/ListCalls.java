package dev.caramel.list;

import dev.caramel.api.NoSuchThing;
import dev.caramel.api.Page;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the API tells of lists and their columns. */
@Component
public class ListCalls {
  private static final String LISTS =
      """
      select id, name, account_id
      from list
      where id > :after
      order by id
      limit :rows
      """;

  private static final String ONE = "select id, name, account_id from list where id = :list";

  // One statement a list: the planner knows then how large it is.
  private static final String COUNTS =
      """
      select coalesce(sum(people), 0) as members,
             coalesce(sum(people) filter (where people > 1 and email_key is not null), 0) as sharing
        from (select email_key, count(*) as people
                from member
               where list_id = :list and removed_at is null
               group by email_key) as addresses
      """;

  private static final String COLUMNS =
      """
      select list_id, position, name, field, type, role
      from list_column
      where list_id = any(:lists)
      order by list_id, position
      """;

  private final JdbcClient database;

  ListCalls(JdbcClient database) {
    this.database = database;
  }

  /** A page of all lists, by id. */
  public Page<ListView> page(
      @Variable("after") @Nullable String after, @Variable("limit") int limit) {
    List<Row> rows =
        database
            .sql(LISTS)
            .param("after", after == null ? "" : after)
            .param("rows", limit + 1)
            .query(Row.class)
            .list();
    Page<Row> page = Page.of("lists", rows, limit, Row::id);
    Map<String, ListView> views = views(page.things());
    return page.map(row -> views.get(row.id()));
  }

  /**
   * One list.
   *
   * @throws NoSuchThing if there is none of that id
   */
  public ListView one(@Variable("list") String list) {
    Row row = find(list);
    return views(List.of(row)).get(list);
  }

  /**
   * A page of a list's columns, in the order of its definition.
   *
   * @param after position of a column, counted as the definition counts
   * @throws NoSuchThing if there is no list of that id
   */
  public Page<ListView.Column> columns(
      @Variable("list") String list,
      @Variable("after") @Nullable Integer after,
      @Variable("limit") int limit) {
    Row found = find(list);
    List<ColumnRow> rows =
        columnsOf(List.of(found.id())).stream()
            .filter(column -> after == null || column.position() > after)
            .limit(limit + 1L)
            .toList();
    return Page.of("columns", rows, limit, column -> String.valueOf(column.position()))
        .map(ColumnRow::view);
  }

  private Map<String, ListView> views(Collection<Row> rows) {
    List<String> ids = rows.stream().map(Row::id).toList();
    Map<String, List<ListView.Column>> columns =
        columnsOf(ids).stream()
            .collect(
                Collectors.groupingBy(
                    ColumnRow::listId, Collectors.mapping(ColumnRow::view, Collectors.toList())));
    return rows.stream()
        .collect(
            Collectors.toMap(
                Row::id,
                row -> row.view(counts(row.id()), columns.getOrDefault(row.id(), List.of()))));
  }

  private Counts counts(String list) {
    return database.sql(COUNTS).param("list", list).query(Counts.class).single();
  }

  private List<ColumnRow> columnsOf(List<String> lists) {
    return database
        .sql(COLUMNS)
        .param("lists", lists.toArray(String[]::new))
        .query(ColumnRow.class)
        .list();
  }

  private Row find(String list) {
    return database
        .sql(ONE)
        .param("list", list)
        .query(Row.class)
        .optional()
        .orElseThrow(() -> new NoSuchThing("There is no list \"" + list + "\"."));
  }

  private record Row(String id, String name, String accountId) {
    ListView view(Counts counts, List<ListView.Column> columns) {
      return new ListView(id, name, accountId, counts.members(), counts.sharing(), columns);
    }
  }

  private record Counts(long members, long sharing) {}

  private record ColumnRow(
      String listId, int position, String name, String field, String type, @Nullable String role) {
    ListView.Column view() {
      return new ListView.Column(name, field, type, role);
    }
  }
}
