package dev.caramel.api;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The base of tests that call the API over HTTP; each test begins without lists and runs. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "caramel.admin-key=" + ApiClient.KEY,
      "caramel.routes.directory=target/no-routes",
      // It lives as long as the JVM, and Quartz keeps one way to a database for each name in a JVM:
      // under the name of the others it would soon tend the schedules of theirs.
      "spring.quartz.scheduler-name=api-tests"
    })
@Import(ApiTestSetup.class)
abstract class ApiTest {
  @LocalServerPort private int port;
  @Autowired protected JdbcClient database;
  @Autowired protected RecordedRuns runs;
  @Autowired protected GivenSyncs syncs;
  protected ApiClient api;

  @BeforeEach
  void beginAnew() {
    api = ApiClient.at(port);
    runs.forget();
    syncs.are();
    database
        .sql("truncate member, list_column, list, address, sync, rejection, run cascade")
        .update();
  }

  /** A list "All Sugar Leads" of five columns, without members. */
  protected void aList(String id) {
    database
        .sql(
            "insert into list (id, account_id, name, module, connection) values (:id, 'default', 'All Sugar Leads', 'Leads', 'default')")
        .param("id", id)
        .update();
    int position = 0;
    for (String[] column :
        List.of(
            new String[] {"Email", "email", "email"},
            new String[] {"First Name", "first_name", "varchar"},
            new String[] {"Lead Score", "score_c", "decimal"},
            new String[] {"Interests", "interests_c", "multienum"},
            new String[] {"Active", "active_c", "bool"})) {
      database
          .sql(
              "insert into list_column (list_id, position, name, field, type) values (?, ?, ?, ?, ?)")
          .params(id, position++, column[0], column[1], column[2])
          .update();
    }
  }

  /** A member of that list, with values as JSON by field. */
  protected long aMember(String list, String email, String values) {
    return database
        .sql(
            "insert into member (list_id, record_id, email, \"values\") values (:list, :record, :email, cast(:values as jsonb)) returning id")
        .param("list", list)
        .param("record", email == null ? null : "record-of-" + email)
        .param("email", email)
        .param("values", values)
        .query(Long.class)
        .single();
  }

  /** A run of that sync, begun at 18:00. */
  protected long aRun(String sync, String outcome) {
    return database
        .sql(
            "insert into run (sync_id, trigger, mode, node, started_at, outcome) values (:sync, 'api', 'changes', 'n', '2026-11-23 18:00:00+00', :outcome) returning id")
        .param("sync", sync)
        .param("outcome", outcome)
        .query(Long.class)
        .single();
  }

  /** A rejection of that run. */
  protected long aRejection(long run, String sync, String record) {
    return database
        .sql(
            "insert into rejection (run_id, sync_id, direction, record_id, column_name, field, reason, attempts, at) values (:run, :sync, 'push', :record, 'Lead Score', 'score_c', 'Too large', 2, '2026-11-23 18:01:00+00') returning id")
        .param("run", run)
        .param("sync", sync)
        .param("record", record)
        .query(Long.class)
        .single();
  }
}
