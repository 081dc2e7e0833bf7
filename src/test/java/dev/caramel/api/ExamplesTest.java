package dev.caramel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.testkit.ProgramFiles;
import dev.caramel.testkit.RunningCaramel;
import java.net.http.HttpClient;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The examples of the description, sent as they stand there to a Caramel that has what they name:
 * each succeeds, and is answered as described. A new call is covered by itself.
 */
class ExamplesTest {
  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sandbox -> sandbox.leads(5));

  private static final ApiContract CONTRACT = new ApiContract();

  private static String key;

  @BeforeAll
  static void whatTheExamplesName() {
    caramel.sync(
        "all-sugar-leads",
        """
        list: All Sugar Leads
        module: Leads
        columns:
          Email: email
          First Name: first_name
          Last Name: last_name
          Lead Score: description
        pull:
          add: true
        """);
    ProgramFiles.ship(caramel, "refresh-scores");
    caramel.post("/api/accounts/default/authorized-ips", "{\"address\":\"127.0.0.1\"}");
    key = caramel.post("/api/accounts/default/keys", null).path("key").asText();
    // Members that the calls make take no id that an example names.
    caramel
        .jdbc()
        .sql("select setval(pg_get_serial_sequence('member', 'id'), 1000)")
        .query(Long.class)
        .single();
    caramel.jdbc().sql("insert into account (id, name) values ('emea', 'To be made')").update();
  }

  @TestFactory
  List<DynamicTest> every_example_runs() {
    return ExampleCall.all(CONTRACT).stream()
        .sorted(
            Comparator.comparing(
                call -> List.of("GET", "POST", "PUT", "PATCH", "DELETE").indexOf(call.method())))
        .flatMap(call -> call.queries().stream().map(query -> run(call, query)))
        .toList();
  }

  private static DynamicTest run(ExampleCall call, String query) {
    return DynamicTest.dynamicTest(
        call + query,
        () -> {
          prepare(call);
          String path = call.path((name, example) -> example);
          ApiClient.Answer answer = client(call).call(call.method(), path + query, call.body());
          assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
          if (call.isConnector()) {
            assertThat(client(call).with("X-Sugar-Team", "EMEA").get(path + query).status())
                .isEqualTo(200);
          }
        });
  }

  private static ApiClient client(ExampleCall call) {
    int port = Integer.parseInt(caramel.url().replaceFirst(".*:", ""));
    List<String> headers =
        call.isConnector()
            ? List.of("X-API-Key", key)
            : List.of("Authorization", "Bearer " + RunningCaramel.KEY);
    return new ApiClient(port, headers, HttpClient.newHttpClient(), CONTRACT);
  }

  /** What the calls before may have changed. */
  private static void prepare(ExampleCall call) {
    boolean cancels = call.template().endsWith("/cancel");
    for (String sql :
        List.of(
            "update account set team = " + (call.isConnector() ? "'EMEA'" : "null"),
            "delete from audit where account_id = 'emea'",
            "delete from score_bound_state where account_id = 'emea'",
            "delete from account where id = 'emea'",
            "insert into run (id, sync_id, trigger, mode, node, started_at, outcome) overriding system value"
                + " values (4711, 'all-sugar-leads', 'api', 'changes', 'n', '2026-11-23 02:00:00+00', 'succeeded')"
                + " on conflict (id) do nothing",
            "update run set outcome = '"
                + (cancels ? "running" : "succeeded")
                + "' where id = 4711",
            "insert into rejection (id, run_id, sync_id, direction, record_id, reason, attempts, at)"
                + " overriding system value values (12, 4711, 'all-sugar-leads', 'push', 'r', 'Too long', 1, now()),"
                + " (13, 4711, 'all-sugar-leads', 'push', 'q', 'Too long', 1, now()) on conflict (id) do nothing",
            "delete from member where id = 17",
            "insert into member (id, list_id, email, \"values\") overriding system value"
                + " values (17, 'all-sugar-leads', 'jane@example.com', '{\"last_name\":\"Doe\"}')",
            "insert into api_key (id, account_id, prefix, hash) overriding system value"
                + " values (3, 'default', 'caramel_00000003', '\\x00') on conflict (id) do nothing",
            "insert into authorized_ip (id, account_id, address) overriding system value"
                + " values (5, 'default', '198.51.100.5') on conflict (id) do nothing",
            "insert into segment (list_id, name, definition) values ('all-sugar-leads', 'qualified-leads',"
                + " '{\"all\":[{\"column\":\"Email\",\"condition\":\"not-empty\"}]}') on conflict do nothing",
            "insert into score_sheet (account_id, name, days) values ('default', 'events', 30)"
                + " on conflict do nothing")) {
      caramel.jdbc().sql(sql).update();
    }
  }
}
