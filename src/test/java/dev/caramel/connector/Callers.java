package dev.caramel.connector;

import dev.caramel.testkit.RawHttp;
import dev.caramel.testkit.RunningCaramel;
import java.util.Map;

/** Accounts with a key and an authorized address, and what Sugar calls with them. */
record Callers(RunningCaramel caramel, String account, String key) {

  /** A new account of that id, which 127.0.0.1 may call. */
  static Callers of(RunningCaramel caramel, String account) {
    caramel.post("/api/accounts", "{\"id\":\"%s\",\"name\":\"%s\"}".formatted(account, account));
    caramel.post("/api/accounts/" + account + "/authorized-ips", "{\"address\":\"127.0.0.1\"}");
    String key = caramel.post("/api/accounts/" + account + "/keys", null).path("key").asText();
    return new Callers(caramel, account, key);
  }

  /** A call of the connector. */
  RawHttp.Answer get(String path) {
    return RawHttp.of(caramel, "127.0.0.1").get("/connector/v1/" + path, "X-API-Key: " + key);
  }

  /** A list of the account; its columns are those of a lead, with an owner. */
  Callers list(String id) {
    caramel
        .jdbc()
        .sql(
            "insert into list (id, account_id, name, module, connection) values (?, ?, ?, 'Leads', 'default')")
        .params(id, account, id)
        .update();
    column(id, 0, "Email", "email", "email");
    column(id, 1, "First Name", "first_name", null);
    column(id, 2, "Last Name", "last_name", null);
    column(id, 3, "Title", "title", null);
    column(id, 4, "Company", "account_name", null);
    column(id, 5, "Assigned To", "assigned_user_name", "owner");
    return this;
  }

  private void column(String list, int position, String name, String field, String role) {
    caramel
        .jdbc()
        .sql(
            "insert into list_column (list_id, position, name, field, type, role) values (?, ?, ?, ?, 'varchar', ?)")
        .params(list, position, name, field, role)
        .update();
  }

  /** A member of a list. */
  Callers member(String list, String email, String firstName, String owner) {
    caramel
        .jdbc()
        .sql(
            """
            insert into member (list_id, record_id, email, "values")
            values (?, ?, ?, jsonb_build_object('email', ?, 'first_name', ?, 'last_name', 'Doe',
              'title', 'CTO', 'account_name', 'Example Ltd', 'assigned_user_name', ?))
            """)
        .params(list, "record-" + email, email, email, firstName, owner)
        .update();
    return this;
  }

  /** As many activities of a kind, all some days ago. */
  Callers did(String email, String type, int times, int daysAgo) {
    caramel
        .jdbc()
        .sql(
            """
            insert into activity (account_id, id, email, type, asset, at)
            select ?, ? || '-' || n, ?, ?, 'Mailing', now() - make_interval(days => ?, mins => n)
            from generate_series(1, ?) n
            """)
        .params(account, email + type + daysAgo, email, type, daysAgo, times)
        .update();
    return this;
  }

  /** Chooses the lists that feed hot prospects. */
  int choose(String body) {
    return caramel
        .send("PUT", "/api/accounts/" + account + "/sales-prospects", body, Map.of())
        .statusCode();
  }
}
