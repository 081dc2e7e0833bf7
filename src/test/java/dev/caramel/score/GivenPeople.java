package dev.caramel.score;

import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists, members and activities that a test says there are. */
final class GivenPeople {
  private final Supplier<JdbcClient> database;
  private int activities;

  GivenPeople(Supplier<JdbcClient> database) {
    this.database = database;
  }

  /** Takes all of them away, and all sheets but the default one. */
  void forget() {
    database.get().sql("truncate activity, list, list_column, member cascade").update();
    database.get().sql("delete from score_sheet where name <> 'default'").update();
  }

  /** A list with columns, each a name and a field. */
  void list(String id, String... columns) {
    database
        .get()
        .sql(
            "insert into list (id, account_id, name, module, connection) values (?, 'default', ?, 'Leads', 'default')")
        .params(id, id)
        .update();
    for (int i = 0; i < columns.length; i += 2) {
      database
          .get()
          .sql(
              "insert into list_column (list_id, position, name, field, type) values (?, ?, ?, ?, 'varchar')")
          .params(id, i, columns[i], columns[i + 1])
          .update();
    }
  }

  /** A member with values as JSON by field. */
  long member(String list, String email, String values) {
    return database
        .get()
        .sql(
            "insert into member (list_id, email, \"values\") values (?, ?, cast(? as jsonb)) returning id")
        .param(list)
        .param(email)
        .param(values)
        .query(Long.class)
        .single();
  }

  /** An activity so many days ago. */
  void activity(String email, String type, String asset, int daysAgo) {
    database
        .get()
        .sql(
            "insert into activity (account_id, id, email, type, asset, at) values ('default', ?, ?, ?, ?, now() - make_interval(days => ?) + interval '1 hour')")
        .param("given-" + activities++)
        .param(email)
        .param(type)
        .param(asset)
        .param(daysAgo)
        .update();
  }
}
