package dev.caramel.sync.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.Syncs;
import dev.caramel.testkit.RunningCaramel;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What begins by itself when Caramel starts again, or when a node is gone, and what does not. */
class RestartsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(60))
          .with("caramel.pull.page-size", 5)
          .with("caramel.lease.beat", "500ms");

  @AfterEach
  void sugarIsQuickAgain() {
    caramel.sandbox().faults().clear();
  }

  @Test
  void aCancelledRunIsNotGoneOnWithAfterARestart() {
    String run = slowRunOf("cancelled");

    assertThat(caramel.send("POST", "/api/runs/" + run + "/cancel", null, java.util.Map.of()))
        .extracting(answer -> answer.statusCode())
        .isEqualTo(202);
    assertThat(caramel.awaitEnd(run).path("outcome").asText()).isEqualTo("interrupted");
    assertThat(caramel.get("/api/runs/" + run).path("cause").asText()).contains("cancelled");
    restart();

    assertThat(caramel.lastRun("cancelled").path("id").asText()).isEqualTo(run);
  }

  @Test
  void aPausedSyncBeginsNothingAfterARestartUntilItIsResumed() {
    String run = slowRunOf("paused");
    caramel.post("/api/syncs/paused/pause", "");

    restart();

    assertThat(caramel.lastRun("paused").path("id").asText()).isEqualTo(run);
    assertThat(caramel.lastRun("paused").path("outcome").asText()).isEqualTo("interrupted");
    assertThat(caramel.get("/api/syncs/paused").path("state").asText()).isEqualTo("paused");

    caramel.post("/api/syncs/paused/resume", "");
    JsonNode again = awaitRunAfter("paused", run);
    assertThat(again.path("outcome").asText()).as(again.toString()).isEqualTo("succeeded");
    assertThat(again.path("counts").path("read").asInt()).isEqualTo(all() - read(run));
  }

  @Test
  void aFullRunThatAShutdownBrokeOffGoesOnAsAFullOneWhereItStood() {
    caramel.sync("full", SyncFiles.leads("Full"));
    slowSugar();
    String run = caramel.post("/api/syncs/full/runs", "{\"full\":true}").path("id").asText();
    awaitRead(run);

    restart();

    JsonNode again = awaitRunAfter("full", run);
    assertThat(again.path("mode").asText()).as(again.toString()).isEqualTo("full");
    assertThat(again.path("outcome").asText()).isEqualTo("succeeded");
    assertThat(again.path("counts").path("read").asInt()).isEqualTo(all() - read(run));
  }

  @Test
  void aRunOfSomeRecordsWhoseNodeDiedIsGoneOnWithForThoseRecords() {
    caramel.sync("some", SyncFiles.leads("Some"));
    String lead = caramel.sandbox().sugar().ids("Leads").get(0);

    String dead = runOfADeadNode("some", "false, false, array['" + lead + "']");

    JsonNode again = awaitRunAfter("some", dead);
    assertThat(again.path("outcome").asText()).as(again.toString()).isEqualTo("succeeded");
    assertThat(again.path("counts").path("read").asInt()).isEqualTo(1);
    assertThat(caramel.get("/api/runs/" + dead).path("cause").asText())
        .isEqualTo("the node gone did not report for 30 seconds");
  }

  @Test
  void aRunThatLetsRemovalsThroughDoesSoAlthoughItsNodeDied() {
    caramel.sync("approved", SyncFiles.leads("Approved"));
    long member =
        caramel
            .jdbc()
            .sql("select min(id) from member where list_id = 'approved'")
            .query(Long.class)
            .single();
    String record = caramel.members("approved").get(0).path("record").path("id").asText();
    caramel.sandbox().sugar().delete("Leads", record);
    String run = caramel.lastRun("approved").path("id").asText();
    caramel
        .jdbc()
        .sql("insert into pending_removal values ('approved', ?, 'deleted', ?)")
        .params(member, Long.parseLong(run))
        .update();

    String dead = runOfADeadNode("approved", "false, true, null");

    JsonNode again = awaitRunAfter("approved", dead);
    assertThat(again.path("outcome").asText()).as(again.toString()).isEqualTo("succeeded");
    assertThat(caramel.member("approved", record).path("removedBecause").asText())
        .isEqualTo("deleted");
    assertThat(
            caramel
                .jdbc()
                .sql("select removal_approved from member where list_id = 'approved' and id = ?")
                .param(member)
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void aRunOfADeadNodeThatWasCancelledIsNotGoneOnWith() {
    caramel.sync("dead-and-cancelled", SyncFiles.leads("Dead And Cancelled"));
    String dead = runOfADeadNode("dead-and-cancelled", "false, false, null", "1 hour");
    caramel
        .jdbc()
        .sql("update run set cancel_asked = true where id = ?")
        .param(Long.parseLong(dead))
        .update();
    caramel.database().expireLeases();

    assertThat(caramel.awaitEnd(dead).path("outcome").asText()).isEqualTo("interrupted");
    caramel.sync("after-the-dead", SyncFiles.leads("After The Dead"));

    assertThat(caramel.lastRun("dead-and-cancelled").path("id").asText()).isEqualTo(dead);
  }

  @Test
  void aNodeThatStandsStillInTheMiddleOfSendingRowsHoldsUpNoOther() throws Exception {
    caramel.sync("stuck", SyncFiles.leads("Stuck"));
    String dead = runOfADeadNode("stuck", "false, false, null", "1 hour");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    CompletableFuture<Void> standsStill =
        CompletableFuture.runAsync(() -> beginACopyOf(run("stuck", dead), begun, over));
    awaitQuietly(begun);
    caramel.database().expireLeases();

    JsonNode again = awaitRunAfter("stuck", dead);
    over.countDown();

    assertThat(again.path("outcome").asText()).as(again.toString()).isEqualTo("succeeded");
    assertThat(caramel.get("/api/runs/" + dead).path("outcome").asText()).isEqualTo("interrupted");
    assertThat(standsStill)
        .as("what it had begun")
        .failsWithin(LONG)
        .withThrowableThat()
        .havingRootCause()
        .isInstanceOfAny(SQLException.class, IOException.class);
  }

  @Test
  void theDatabaseEndsATransactionInWhichANodeStandsStill() {
    String patience =
        caramel
            .bean(JdbcTemplate.class)
            .queryForObject("show idle_in_transaction_session_timeout", String.class);

    assertThat(patience).isEqualTo("5min");
  }

  @Test
  void aRunThatEndsByItselfBehindALostBeatIsGoneOnWith() throws Exception {
    String run = slowRunOf("late-beat");

    try (Connection commit = caramel.database().dataSource().getConnection();
        Statement statement = commit.createStatement()) {
      commit.setAutoCommit(false);
      statement.execute("select from sync_lease where sync_id = 'late-beat' for key share");
      caramel.database().expireLeases();
      await()
          .atMost(LONG)
          .until(
              () ->
                  caramel
                      .bean(LiveRuns.class)
                      .find(Long.parseLong(run))
                      .map(live -> live.stopReason() != null)
                      .orElse(true));
      caramel.sandbox().faults().clear();
      assertThat(caramel.awaitEnd(run).path("outcome").asText()).isEqualTo("interrupted");
      commit.rollback();
    }

    JsonNode again = awaitRunAfter("late-beat", run);
    assertThat(again.path("outcome").asText()).as(again.toString()).isEqualTo("succeeded");
    assertThat(again.path("counts").path("read").asInt()).isEqualTo(all() - read(run));
  }

  /** Opens a COPY in a transaction of the run, and sends nothing until it is allowed to. */
  private static void beginACopyOf(SyncRun run, CountDownLatch begun, CountDownLatch over) {
    caramel
        .bean(TransactionTemplate.class)
        .executeWithoutResult(
            status -> {
              caramel.bean(RunFence.class).check(run);
              caramel
                  .bean(JdbcTemplate.class)
                  .execute(
                      (ConnectionCallback<Long>)
                          connection -> {
                            CopyIn copy =
                                connection
                                    .unwrap(PGConnection.class)
                                    .getCopyAPI()
                                    .copyIn("copy member (list_id, email) from stdin");
                            begun.countDown();
                            awaitQuietly(over);
                            return copy.endCopy();
                          });
            });
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static SyncRun run(String id, String run) {
    long fence =
        caramel
            .jdbc()
            .sql("select fence from sync_lease where sync_id = ?")
            .param(id)
            .query(Long.class)
            .single();
    return new SyncRun(
        Long.parseLong(run),
        caramel.bean(Syncs.class).definition(id).orElseThrow(),
        RunRequest.by(RunRequest.Trigger.API),
        "changes",
        fence,
        Instant.now());
  }

  /** A first run that has read something and is still at it. */
  private static String slowRunOf(String id) {
    slowSugar();
    caramel.write(id, SyncFiles.leads(id));
    await().atMost(LONG).until(() -> !caramel.lastRun(id).isMissingNode());
    String run = caramel.lastRun(id).path("id").asText();
    awaitRead(run);
    return run;
  }

  /** A dozen pages of two seconds each: no run ends before it is made to. */
  private static void slowSugar() {
    caramel
        .sandbox()
        .faults()
        .add(Fault.of("latency").on("POST .*/Leads/filter$").delayed(2000).times(-1));
  }

  private static void awaitRead(String run) {
    await().atMost(LONG).until(() -> read(run) > 0);
  }

  private static int read(String run) {
    return caramel.get("/api/runs/" + run).path("counts").path("read").asInt();
  }

  private static int all() {
    return caramel.sandbox().sugar().ids("Leads").size();
  }

  /** Starts again, and waits until all that begins by itself at a start has begun. */
  private static void restart() {
    caramel.stop();
    caramel.sandbox().faults().clear();
    caramel.start();
    caramel.sync("after-restart-" + System.nanoTime(), SyncFiles.leads("After Restart"));
  }

  private static JsonNode awaitRunAfter(String id, String run) {
    await()
        .atMost(LONG)
        .until(
            () ->
                !List.of("", run).contains(caramel.lastRun(id).path("id").asText())
                    && !caramel.lastRun(id).path("outcome").asText().equals("running"));
    return caramel.lastRun(id);
  }

  private static String runOfADeadNode(String id, String fullAllowRecords) {
    return runOfADeadNode(id, fullAllowRecords, "-1 second");
  }

  /** A run that another node had begun, with a lease that nobody beats. */
  private static String runOfADeadNode(String id, String fullAllowRecords, String lease) {
    long run =
        caramel
            .jdbc()
            .sql(
                "insert into run (sync_id, trigger, mode, node, started_at, full_asked,"
                    + " allow_removals, records) values (?, 'api', 'changes', 'gone', now(), "
                    + fullAllowRecords
                    + ") returning id")
            .param(id)
            .query(Long.class)
            .single();
    caramel
        .jdbc()
        .sql(
            "insert into sync_lease values (?, ?, 'gone', nextval('sync_fence'), now() +"
                + " ?::interval)")
        .params(id, run, lease)
        .update();
    return String.valueOf(run);
  }
}
