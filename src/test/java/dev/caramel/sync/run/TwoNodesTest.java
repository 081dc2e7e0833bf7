package dev.caramel.sync.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.NodeProcess;
import dev.caramel.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one database, each with a folder of its own; one is killed, or stopped. */
class TwoNodesTest {
  private static final Duration LONG = Duration.ofSeconds(120);
  private static final Duration A_MINUTE = Duration.ofSeconds(60);
  private static final int PEOPLE = 3000;

  @RegisterExtension static final TestDatabase database = new TestDatabase();
  @TempDir private static Path folder;
  private static Sandbox sugar;
  private static NodeProcess one;
  private static NodeProcess other;

  @BeforeAll
  static void start() throws IOException {
    Files.createDirectories(folder.resolve("one/syncs"));
    Files.createDirectories(folder.resolve("other/syncs"));
    sugar = Sandbox.builder().leads(PEOPLE).sameSecondBlock(false).start();
  }

  @BeforeEach
  void bothAreThere() {
    one = one == null ? node("one") : one;
    other = other == null ? node("other") : other;
    one.awaitReady();
    other.awaitReady();
  }

  @AfterEach
  void allIsQuickAgain() {
    sugar.faults().clear();
    if (one != null) {
      one.goOn();
    }
  }

  @AfterAll
  static void nobodyIsLeft() {
    if (one != null) {
      one.close();
    }
    if (other != null) {
      other.close();
    }
    sugar.close();
  }

  @Test
  void aScheduleFiresOnceAndBothNodesShareOneSession() throws IOException {
    onBoth("often", SyncFiles.scheduled("often", "0/2 * * * * ?"));

    await().atMost(LONG).until(() -> scheduled("count(*)") >= 5);
    delete("often");

    // One more, as the first may be late and the last in time.
    assertThat(scheduled("count(*)"))
        .isLessThanOrEqualTo(
            2 + scheduled("extract(epoch from max(started_at) - min(started_at))::bigint / 2"));
    String first = run(one, "often-by-hand");
    awaitSucceeded(first);
    String second = run(other, "often-by-hand");
    awaitSucceeded(second);
    assertThat(sugar.requests().all())
        .as("logins: a second one would end the first one's session")
        .filteredOn(request -> request.path().endsWith("/oauth2/token"))
        .hasSize(1);
  }

  @Test
  void neitherNodeRemovesTheSchedulesOfTheOthersFiles() throws IOException {
    write("one", "only-one", SyncFiles.scheduled("only-one", SyncFiles.NEVER));
    write("other", "only-other", SyncFiles.scheduled("only-other", SyncFiles.NEVER));
    List<String> both = List.of("only-one", "only-other");
    await().atMost(LONG).until(() -> triggers("only-%").equals(both));

    write("one", "seen-by-one", SyncFiles.scheduled("seen-by-one", SyncFiles.NEVER));
    write("other", "seen-by-other", SyncFiles.scheduled("seen-by-other", SyncFiles.NEVER));

    await()
        .atMost(LONG)
        .until(() -> triggers("seen-by-%").equals(List.of("seen-by-one", "seen-by-other")));
    // What is seen next comes when both have tidied up behind the ones before.
    write("one", "at-last-one", SyncFiles.scheduled("at-last-one", SyncFiles.NEVER));
    write("other", "at-last-other", SyncFiles.scheduled("at-last-other", SyncFiles.NEVER));
    await().atMost(LONG).until(() -> triggers("at-last-%").size() == 2);
    assertThat(triggers("only-%")).isEqualTo(both);
    assertThat(triggers("seen-by-%")).hasSize(2);
  }

  @Test
  void theWorkOfAKilledNodeIsGoneOnWithByTheOther() throws IOException {
    String run = slowRun("killed");

    one.close();
    one = null;
    database.expireLeases();
    sugar.faults().clear();

    await().atMost(A_MINUTE).until(() -> outcome(run).equals("interrupted"));
    awaitAnotherThan(run, "killed");
    requireWhole("killed", run);
  }

  @Test
  void aNodeThatWakesUpLateWritesNothing() throws IOException {
    String run = slowRun("stopped");

    one.stop();
    database.expireLeases();
    sugar.faults().clear();
    await().atMost(A_MINUTE).until(() -> outcome(run).equals("interrupted"));
    awaitAnotherThan(run, "stopped");
    String before = rows("stopped");
    String row = row(run);
    one.goOn();
    await().atMost(A_MINUTE).until(() -> one.said().contains("another node took this run over"));

    assertThat(rows("stopped")).as("the rows of the list, their versions too").isEqualTo(before);
    assertThat(row(run)).isEqualTo(row);
    requireWhole("stopped", run);
  }

  @Test
  void twoListsThatAddOnePersonOnTwoNodesMakeOneRecord() throws IOException {
    for (String id : List.of("left", "right")) {
      onBoth(id, adding(id));
      await()
          .atMost(LONG)
          .until(() -> count("run", "sync_id = '" + id + "' and outcome = 'succeeded'") > 0);
      database
          .jdbc()
          .sql(
              """
              insert into member (list_id, email, "values")
              select :list, address, jsonb_build_object('email', address, 'last_name', 'Ofbothlists')
                from (select 'both' || n || '@example.org' as address from generate_series(1, 30) n) p
              """)
          .param("list", id)
          .update();
    }

    for (int round = 1; round <= 2; round++) {
      String left = run(one, "left");
      String right = run(other, "right");
      awaitSucceeded(left);
      awaitSucceeded(right);
    }

    assertThat(sugar.sugar().ids("Leads"))
        .filteredOn(id -> "Ofbothlists".equals(sugar.sugar().record("Leads", id).get("last_name")))
        .hasSize(30);
    assertThat(
            number(
                """
                select count(*) from member l join member r using (record_id, email_key)
                 where l.list_id = 'left' and r.list_id = 'right' and email_key like 'both%'
                """))
        .isEqualTo(30);
  }

  private static String adding(String id) {
    return SyncFiles.scheduled(id, SyncFiles.NEVER)
        .replace("        pull:\n", "        push:\n          add: true\n        pull:\n")
        .replace(
            "direct:pull-from-sugar\n",
            "direct:pull-from-sugar\n        - to:\n            uri: direct:push-to-sugar\n");
  }

  /**
   * A run of the first node that is in the middle of its pages, as long as Sugar is slow: half a
   * minute, in which the other one gets the file, too.
   */
  private static String slowRun(String id) throws IOException {
    sugar.faults().add(Fault.of("latency").delayed(1000).on("POST .*/Leads/filter").times(-1));
    // The other one gets the file when the first has begun.
    write("one", id, SyncFiles.scheduled(id, SyncFiles.NEVER));
    await()
        .atMost(LONG)
        .until(
            () ->
                number("select coalesce(sum(read), 0) from run where sync_id = '" + id + "'")
                    > 200);
    write("other", id, SyncFiles.scheduled(id, SyncFiles.NEVER));
    await().atMost(LONG).until(() -> count("node_sync", "sync_id = '" + id + "'") == 2);
    assertThat(count("run", "sync_id = '" + id + "' and outcome = 'running'")).isEqualTo(1);
    return String.valueOf(number("select id from run where sync_id = '" + id + "'"));
  }

  private static void requireWhole(String id, String dead) {
    long all = sugar.sugar().ids("Leads").size();
    String ofList = "list_id = '" + id + "' and removed_at is null";
    assertThat(count("member", ofList)).isEqualTo(all);
    assertThat(number("select count(distinct record_id) from member where " + ofList))
        .isEqualTo(all);
    assertThat(number("select sum(read) from run where sync_id = '" + id + "'"))
        .as("each record is read once, by either node")
        .isEqualTo(all);
    assertThat(outcome(dead)).isEqualTo("interrupted");
  }

  private static String rows(String id) {
    return text(
        "select md5(string_agg(m.xmin || ' ' || m::text, ',' order by id)) from member m where list_id = '"
            + id
            + "'");
  }

  private static String row(String run) {
    return text("select run::text from run where id = " + run);
  }

  private static void awaitAnotherThan(String run, String id) {
    await()
        .atMost(A_MINUTE)
        .until(
            () ->
                count("run", "sync_id = '" + id + "' and outcome = 'succeeded' and id > " + run)
                    == 1);
  }

  private static String run(NodeProcess node, String id) throws IOException {
    if (!Files.exists(folder.resolve("one/syncs/" + id + ".camel.yaml"))) {
      onBoth(id, SyncFiles.scheduled(id, SyncFiles.NEVER));
    }
    String[] answer = {""};
    await(id + " is started")
        .atMost(LONG)
        .until(
            () -> {
              answer[0] = node.post("/api/syncs/" + id + "/runs", "{}");
              return answer[0].startsWith("{\"id\"");
            });
    return answer[0].replaceAll("\\D", "");
  }

  private static void awaitSucceeded(String run) {
    await().atMost(LONG).until(() -> !outcome(run).equals("running"));
    assertThat(outcome(run)).as(row(run)).isEqualTo("succeeded");
  }

  private static String outcome(String run) {
    return text("select outcome from run where id = " + run);
  }

  private static long scheduled(String what) {
    return number("select " + what + " from run where sync_id = 'often' and trigger = 'schedule'");
  }

  private static List<String> triggers(String like) {
    return database
        .jdbc()
        .sql("select trigger_name from qrtz_triggers where trigger_name like ? order by 1")
        .param(like)
        .query(String.class)
        .list();
  }

  private static long count(String table, String condition) {
    return number("select count(*) from " + table + " where " + condition);
  }

  private static long number(String sql) {
    return database.jdbc().sql(sql).query(Long.class).single();
  }

  private static String text(String sql) {
    return database.jdbc().sql(sql).query(String.class).single();
  }

  private static void onBoth(String id, String text) throws IOException {
    write("one", id, text);
    write("other", id, text);
  }

  private static void write(String node, String id, String text) throws IOException {
    Path draft = folder.resolve(node + "/" + id);
    Files.writeString(draft, text);
    Files.move(
        draft,
        folder.resolve(node + "/syncs/" + id + ".camel.yaml"),
        StandardCopyOption.ATOMIC_MOVE);
  }

  private static void delete(String id) throws IOException {
    Files.delete(folder.resolve("one/syncs/" + id + ".camel.yaml"));
    Files.delete(folder.resolve("other/syncs/" + id + ".camel.yaml"));
  }

  private static NodeProcess node(String name) {
    return NodeProcess.start(
        database,
        sugar,
        folder.resolve(name),
        "--caramel.pull.page-size=100",
        "--caramel.lease.beat=500ms");
  }
}
