package dev.caramel.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.ProgramFiles;
import dev.caramel.testkit.RunningCaramel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An account that has one of everything; of another, whatever holds its marker can be looked at.
 */
final class TwoAccounts {
  static final String EMAIL = "p@shared.example";
  private final RunningCaramel caramel;
  private final Map<String, Map<String, String>> things = new HashMap<>();

  TwoAccounts(RunningCaramel caramel) {
    this.caramel = caramel;
    make("marker-one");
  }

  /** Makes the other one, which has as much and did more. */
  void makeSecond() {
    make("marker-two");
    for (String type : List.of("sent", "opened", "webinar-attended")) {
      insert(
          "insert into activity (account_id, id, email, type, asset, at) values ('marker-two', ?, 'p@shared.example', ?, ?, now()) returning id",
          "marker-two-" + type,
          type,
          hidden("marker-two"));
    }
  }

  /** The id of a thing of an account, by the name of the path's parameter. */
  String thing(String account, String parameter) {
    return things.get(account).getOrDefault(parameter, account);
  }

  private void make(String account) {
    String hidden = hidden(account);
    caramel.post("/api/accounts", "{\"id\":\"%s\",\"name\":\"%s\"}".formatted(account, hidden));
    String path = "/api/accounts/" + account;
    Map<String, String> own = new HashMap<>(Map.of("email", EMAIL, "column", "Email"));
    own.put("module", "Leads");
    own.put("sheet", "own");
    own.put("segment", "own");
    own.put("name", "own");
    own.put("api-key", caramel.post(path + "/keys", null).path("key").asText());
    own.put("key", caramel.post(path + "/keys", null).path("id").asText());
    caramel.post(path + "/authorized-ips", "{\"address\":\"127.0.0.1\"}");
    own.put(
        "authorizedIp",
        caramel.post(path + "/authorized-ips", "{\"address\":\"192.0.2.7\"}").path("id").asText());
    JsonNode run =
        caramel.sync(
            account,
            """
            list: %s
            account: %s
            module: Leads
            columns:
              Email: email
              Last Name: last_name
            pull:
              add: true
            """
                .formatted(hidden, account));
    own.put("run", run.path("id").asText());
    own.put("program", "program-of-" + account);
    ProgramFiles.setText(caramel, own.get("program"), account, "Last Name", hidden);
    put(path + "/standard-fields", "{\"names\":[\"" + hidden + "\"]}");
    put(path + "/sales-prospects", "{\"lists\":[\"" + account + "\"]}");
    put(
        path + "/score-sheets/own",
        "{\"days\":90,\"behavior\":[],\"profile\":[],\"assets\":[{\"activity\":\"clicked\",\"asset\":\"%s\",\"points\":1}]}"
            .formatted(hidden));
    put(
        "/api/lists/" + account + "/segments/own",
        "{\"all\":[{\"column\":\"Last Name\",\"condition\":\"equals\",\"value\":\"%s\"}]}"
            .formatted(hidden));
    own.put(
        "member",
        insert(
            "insert into member (list_id, email, \"values\") values (?, 'p@shared.example', jsonb_build_object('last_name', ?)) returning id",
            account,
            hidden));
    insert(
        "insert into activity (account_id, id, email, type, asset, at) values (?, ?, 'p@shared.example', 'clicked', ?, now()) returning id",
        account,
        account,
        hidden);
    insert(
        """
        insert into address (account_id, address_key, address, opted_out, invalid, changed_by)
        values (?, 'p@shared.example', 'p@shared.example', true, false, ?)
        returning address_key
        """,
        account,
        hidden);
    own.put(
        "rejection",
        insert(
            "insert into rejection (run_id, sync_id, direction, record_id, reason, attempts, at) values (%s, ?, 'push', 'r', ?, 1, now()) returning id"
                .formatted(run.path("id").asText()),
            account,
            hidden));
    things.put(account, own);
  }

  /** What only the account itself may be told; its id may be known to whoever names it. */
  static String hidden(String account) {
    return "hidden-of-" + account;
  }

  private void put(String path, String body) {
    var answer = caramel.send("PUT", path, body, Map.of());
    int status = answer.statusCode();
    if (status != 200) {
      throw new AssertionError(path + " " + status + answer.body());
    }
  }

  private String insert(String sql, Object... values) {
    return String.valueOf(caramel.jdbc().sql(sql).params(values).query().singleValue());
  }

  /** All rows of all tables that hold the account's marker. */
  List<String> rowsOf(String account) {
    List<String> parts = new ArrayList<>();
    for (String table :
        caramel
            .jdbc()
            .sql(
                "select table_name::text from information_schema.tables"
                    + " where table_schema = 'public' and table_type = 'BASE TABLE'"
                    + " and table_name not like 'qrtz%' and table_name not like 'node%'"
                    // made anew in the background
                    + " and table_name not like 'score_bound%'")
            .query(String.class)
            .list()) {
      parts.add(
          "select '%s ' || t::text as line from %s t where t::text like '%%%s%%'"
              .formatted(table, table, account));
    }
    return caramel
        .jdbc()
        .sql(String.join(" union all ", parts) + " order by 1")
        .query(String.class)
        .list();
  }
}
