package dev.caramel.sync.files;

import dev.caramel.sugar.SugarField;
import dev.caramel.sugar.SugarModule;
import dev.caramel.sugar.value.ValueKind;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.ListSync.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The lists and their columns in the database, as the loaded definitions have them. */
@Component
class ListTables {
  private static final String UPSERT_LIST =
      """
      insert into list (id, account_id, name, module, connection)
      values (?, ?, ?, ?, ?)
      on conflict (id) do update
        set account_id = excluded.account_id, name = excluded.name,
            module = excluded.module, connection = excluded.connection
        where (list.account_id, list.name, list.module, list.connection)
          is distinct from
          (excluded.account_id, excluded.name, excluded.module, excluded.connection)
      """;
  private static final String COLUMNS =
      "select position, name, field, type, role, only_pulled from list_column where list_id = ? order by position";
  private static final String INSERT_COLUMN =
      "insert into list_column (list_id, position, name, field, type, role, only_pulled) values (?, ?, ?, ?, ?, ?, ?)";

  private final JdbcClient database;
  private final TransactionTemplate transaction;

  ListTables(JdbcClient database, PlatformTransactionManager transactions) {
    this.database = database;
    this.transaction = new TransactionTemplate(transactions);
  }

  record Row(
      int position,
      String name,
      String field,
      String type,
      @Nullable String role,
      boolean onlyPulled) {}

  /**
   * Brings list and columns to what the definition says. Types come from Sugar where it could be
   * asked; a role that somebody set stays.
   */
  void bringUpToDate(ListSync sync, String connection, Optional<SugarModule> module) {
    transaction.executeWithoutResult(
        status -> {
          database
              .sql(UPSERT_LIST)
              .params(sync.id(), sync.account(), sync.list(), sync.module(), connection)
              .update();
          bringColumns(sync, module);
        });
  }

  private void bringColumns(ListSync sync, Optional<SugarModule> module) {
    // Held until the end: a role that somebody gives meanwhile is not lost.
    database
        .sql("select id from list where id = ? for update")
        .param(sync.id())
        .query()
        .listOfRows();
    List<Row> before = database.sql(COLUMNS).param(sync.id()).query(Row.class).list();
    Map<String, Row> byField =
        before.stream().collect(Collectors.toMap(Row::field, Function.identity()));
    ColumnRoles roles = new ColumnRoles(before);
    List<Row> now =
        IntStream.range(0, sync.columns().size())
            .mapToObj(i -> row(sync, i, byField, roles, module))
            .toList();
    if (now.equals(before)) {
      return;
    }
    database.sql("delete from list_column where list_id = ?").param(sync.id()).update();
    for (Row row : now) {
      database
          .sql(INSERT_COLUMN)
          .params(
              Arrays.asList(
                  sync.id(),
                  row.position(),
                  row.name(),
                  row.field(),
                  row.type(),
                  row.role(),
                  row.onlyPulled()))
          .update();
    }
  }

  private static Row row(
      ListSync sync,
      int position,
      Map<String, Row> byField,
      ColumnRoles roles,
      Optional<SugarModule> module) {
    Column column = sync.columns().get(position);
    Row before = byField.get(column.field());
    String known = before == null ? ValueKind.typeOfMissing(column.field()) : before.type();
    String type = module.flatMap(m -> m.field(column.field())).map(SugarField::type).orElse(known);
    String role = before == null ? roles.guess(column) : before.role();
    boolean onlyPulled = sync.onlyPulled(column.name());
    return new Row(position, column.name(), column.field(), type, role, onlyPulled);
  }
}
