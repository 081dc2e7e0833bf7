package dev.caramel.sync.program;

import static dev.caramel.sync.program.Maintained.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caramel.sandbox.Sandbox;
import dev.caramel.testkit.NodeProcess;
import dev.caramel.testkit.SyncFile;
import dev.caramel.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two processes with the same programs on one database; the one that runs a program is killed. */
class ProgramsOnTwoNodesTest {
  private static final Duration LONG = Duration.ofSeconds(120);

  /** Three parts of a program's step, and each of them is committed by itself. */
  private static final int MEMBERS = 60_000;

  private static final String LIST =
      """
      list: Crowd
      module: Leads
      columns:
        Email: email
        Fleet: fleet_size_c
      pull:
        add: true
        update: Email
      """;

  private static final String UPDATED =
      "select coalesce(sum(updated), 0) from run where program_id = 'add-one'";

  @RegisterExtension static final TestDatabase database = new TestDatabase();

  @TempDir private Path routes;
  private Sandbox sugar;
  private NodeProcess one;
  private NodeProcess other;

  @BeforeEach
  void start() throws IOException {
    sugar = Sandbox.builder().leads(0).start();
    Files.createDirectories(routes.resolve("syncs"));
    Files.createDirectories(routes.resolve("programs"));
    Files.writeString(routes.resolve("syncs/crowd.camel.yaml"), SyncFile.text("crowd", LIST));
    one = node();
    other = node();
    one.awaitReady();
    other.awaitReady();
  }

  @AfterEach
  void nobodyIsLeft() {
    one.close();
    other.close();
    sugar.close();
  }

  @Test
  void what_a_killed_node_had_committed_stays_and_the_other_adds_to_those_behind_it()
      throws IOException, SQLException {
    members();
    Files.writeString(
        routes.resolve("programs/add-one.camel.yaml"),
        Maintained.text(
            "add-one",
            step("change-field-value", "add-one-1", "list: crowd\ncolumn: Fleet\nplus: 1")));
    String run;
    try (Connection lock = lockOfTheLastMember()) {
      run = started();
      await().atMost(LONG).until(() -> number(UPDATED) > 0);
      await("the other node starts none beside it")
          .atMost(LONG)
          .until(() -> post(other).contains("is under way already"));

      one.kill();
      database.expireLeases();
    }
    await()
        .atMost(LONG)
        .until(() -> text("select outcome from run where id = " + run).equals("interrupted"));
    await().atMost(LONG).until(() -> runs("outcome = 'succeeded'") == 1);
    assertThat(number("select count(*) from member where \"values\" -> 'fleet_size_c' = '1'"))
        .isEqualTo(MEMBERS);
    assertThat(number(UPDATED)).as("each member once, by either node").isEqualTo(MEMBERS);
    assertThat(number("select updated from run where id = " + run))
        .isIn(MEMBERS / 3L, MEMBERS * 2L / 3L);
    assertThat(runs("true")).isEqualTo(2);
  }

  private void members() {
    await().atMost(LONG).until(() -> number("select count(*) from list_column") == 2);
    database
        .jdbc()
        .sql(
            """
            insert into member (list_id, email, "values")
            select 'crowd', address, jsonb_build_object('email', address)
            from (select 'p' || n || '@example.org' as address from generate_series(1, ?) n) p
            """)
        .param(MEMBERS)
        .update();
  }

  /** The last member is not let go, so that the run is in the middle of the list for sure. */
  private static Connection lockOfTheLastMember() throws SQLException {
    Connection connection = database.dataSource().getConnection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select from member order by id desc limit 1 for update");
    }
    return connection;
  }

  /** Starts a run on the first node as soon as the program is loaded. */
  private String started() {
    String[] answer = {""};
    await()
        .atMost(LONG)
        .until(
            () -> {
              answer[0] = post(one);
              return answer[0].startsWith("{\"id\"");
            });
    return answer[0].replaceAll("\\D", "");
  }

  private static String post(NodeProcess node) {
    return node.post("/api/programs/add-one/runs", "{}");
  }

  private NodeProcess node() {
    return NodeProcess.start(database, sugar, routes, "--caramel.lease.beat=500ms");
  }

  private static long runs(String condition) {
    return number("select count(*) from run where program_id = 'add-one' and " + condition);
  }

  private static long number(String sql) {
    return database.jdbc().sql(sql).query(Long.class).single();
  }

  private static String text(String sql) {
    return database.jdbc().sql(sql).query(String.class).single();
  }
}
