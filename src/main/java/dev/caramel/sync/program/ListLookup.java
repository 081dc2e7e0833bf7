package dev.caramel.sync.program;

import dev.caramel.sugar.value.ValueKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The lists, columns and score sheets that a step works with, as they are when it runs. */
@Component
class ListLookup {
  private static final String COLUMNS =
      "select name, field, type from list_column where list_id = ? order by position";

  private final JdbcClient jdbc;

  ListLookup(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A list.
   *
   * @throws StepFailed if there is none of that id
   */
  KnownList list(String id) {
    Optional<String> account =
        jdbc.sql("select account_id from list where id = ?")
            .param(id)
            .query(String.class)
            .optional();
    if (account.isEmpty()) {
      throw new StepFailed("there is no list \"" + id + "\"");
    }
    List<KnownList.Column> columns =
        jdbc.sql(COLUMNS)
            .param(id)
            .query(
                (rs, row) ->
                    new KnownList.Column(
                        rs.getString("name"),
                        rs.getString("field"),
                        ValueKind.of(rs.getString("field"), rs.getString("type"))))
            .list();
    return new KnownList(id, account.get(), columns, null);
  }

  /**
   * A column.
   *
   * @throws StepFailed if the list has none of that name
   */
  static KnownList.Column column(KnownList list, String name) {
    return list.column(name)
        .orElseThrow(
            () ->
                new StepFailed(
                    "the list \"%s\" has no column \"%s\"; it has %s"
                        .formatted(list.id(), name, String.join(", ", list.columnNames()))));
  }

  /**
   * Makes sure that an account has a score sheet.
   *
   * @throws StepFailed if it has none of that name
   */
  void checkSheet(String account, String sheet) {
    Collection<String> sheets =
        jdbc.sql("select name from score_sheet where account_id = ? order by name")
            .param(account)
            .query(String.class)
            .list();
    if (!sheets.contains(sheet)) {
      throw new StepFailed(
          "the account \"%s\" has no score sheet \"%s\"; it has %s"
              .formatted(account, sheet, String.join(", ", sheets)));
    }
  }

  /** Whether members of one list and of the other are records of one module of one Sugar. */
  boolean sameSugar(String list, String other) {
    return jdbc.sql(
            """
            select exists (select from list a join list b
                              on a.module = b.module and a.connection = b.connection
                            where a.id = ? and b.id = ?)
            """)
        .params(list, other)
        .query(Boolean.class)
        .single();
  }
}
