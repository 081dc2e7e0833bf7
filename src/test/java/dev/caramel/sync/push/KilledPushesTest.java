package dev.caramel.sync.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.Switch;
import dev.caramel.testkit.NodeProcess;
import dev.caramel.testkit.SyncFile;
import dev.caramel.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pushes that create records and whose process is killed in the middle: once for each of the three
 * ways of creating in each build, ten times for each with {@code -Pthorough}.
 */
class KilledPushesTest {
  private static final int PEOPLE = 200;
  private static final int BATCH = 10;
  private static final Duration LONG = Duration.ofSeconds(180);
  private static final String DEFINITION =
      SyncFile.text(
          "created",
          """
          list: Created
          module: Leads
          columns:
            Email: email
            Last Name: last_name
            Lead Score: %s
          pull:
            add: true
            remove: true
            update: Email, Last Name
          push:
            add: true
            update: Lead Score
          """
              .formatted(PushScores.FIELD));

  /** The three ways of settling a create whose answer was lost. */
  private enum Way {
    SYNC_KEY,
    OWN_ID,
    LOOK_UP
  }

  @RegisterExtension static final TestDatabase database = new TestDatabase();

  private final long seed = Long.getLong("caramel.test.seed", System.nanoTime());
  private final Random random = new Random(seed);
  @TempDir private Path routes;
  private NodeProcess node;

  @AfterEach
  void nobodyIsLeft() {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void aPushThatIsKilledAnywhereCreatesEachPersonOnce() throws IOException {
    Files.createDirectories(routes.resolve("syncs"));
    Files.writeString(routes.resolve("syncs/created.camel.yaml"), DEFINITION);
    int rounds = Boolean.getBoolean("caramel.test.thorough") ? 10 : 1;
    try (Sandbox sugar = PushScores.installed(Sandbox.builder()).leads(5).start()) {
      node = node(sugar);
      awaitRuns(1);
      for (int round = 1; round <= rounds; round++) {
        for (Way way : Way.values()) {
          prove(sugar, way);
          killAndGoOn(sugar, way, "Person" + way + round);
        }
      }
    }
  }

  /** Sugar is slow at one request of the dead node: it does the work when all seems to be over. */
  private void killAndGoOn(Sandbox sugar, Way way, String name) {
    insert(name, PEOPLE);
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch late = new CountDownLatch(1);
    sugar
        .meanwhile()
        .before("POST .*/bulk", 1 + random.nextInt(PEOPLE / BATCH), () -> hold(reached, late));
    String run = start();
    await().atMost(LONG).pollInterval(Duration.ofMillis(2)).until(() -> reached.getCount() == 0);
    node.close();
    database.expireLeases();
    node = node(sugar);
    await().atMost(LONG).until(() -> outcome(run).equals("interrupted"));
    awaitLastRun();
    long answered = batches(sugar);
    late.countDown();
    await().atMost(LONG).until(() -> batches(sugar) > answered);
    if (way == Way.LOOK_UP) {
      database
          .jdbc()
          .sql("update push_intent set sent_at = sent_at - interval '11 minutes'")
          .update();
    }
    start();
    awaitLastRun();
    requireEachOnce(sugar, name);
  }

  /** Requests that write; a node also asks other things of Sugar, whenever it is time to. */
  private static long batches(Sandbox sugar) {
    return sugar.requests().all().stream().filter(one -> one.path().endsWith("/bulk")).count();
  }

  private static void hold(CountDownLatch reached, CountDownLatch late) {
    reached.countDown();
    try {
      late.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireEachOnce(Sandbox sugar, String name) {
    List<String> created =
        sugar.sugar().ids("Leads").stream()
            .filter(id -> name.equals(sugar.sugar().record("Leads", id).get("last_name")))
            .toList();
    assertThat(created).as("created as %s, seed %d", name, seed).hasSize(PEOPLE);
    List<String> linked =
        database
            .jdbc()
            .sql("select record_id from member where \"values\" ->> 'last_name' = ?")
            .param(name)
            .query(String.class)
            .list();
    assertThat(linked).as("members of %s, seed %d", name, seed).hasSize(PEOPLE);
    assertThat(new HashSet<>(linked)).isEqualTo(new HashSet<>(created));
    assertThat(created)
        .as("scores in Sugar, seed %d", seed)
        .allMatch(id -> "7".equals(String.valueOf(score(sugar, id))));
  }

  private static Object score(Sandbox sugar, String id) {
    return sugar.sugar().record("Leads", id).get(PushScores.FIELD);
  }

  /** Lets one create show what this Sugar can do, as the first of a real installation does. */
  private void prove(Sandbox sugar, Way way) {
    sugar.switches().turn(Switch.SYNC_KEY_ADMIN_ONLY, way != Way.SYNC_KEY);
    sugar.switches().turn(Switch.OWN_IDS_IGNORED, way == Way.LOOK_UP);
    database.jdbc().sql("delete from push_ability").update();
    insert("Probe" + way + random.nextInt(1_000_000), 1);
    start();
    awaitLastRun();
  }

  private static void insert(String name, int people) {
    database
        .jdbc()
        .sql(
            """
            insert into member (list_id, email, "values")
            select 'created', address, jsonb_build_object('email', address, 'last_name', :name::text, '%s', 7)
              from (select lower(:name::text) || n || '@example.org' as address
                      from generate_series(1, :people) n) one
            """
                .formatted(PushScores.FIELD))
        .param("name", name)
        .param("people", people)
        .update();
  }

  private String start() {
    node.awaitReady();
    String[] answer = {""};
    await()
        .atMost(LONG)
        .until(
            () -> {
              answer[0] = node.post("/api/syncs/created/runs", "{}");
              return answer[0].startsWith("{\"id\"");
            });
    return answer[0].replaceAll("\\D", "");
  }

  private static void awaitRuns(int runs) {
    await()
        .atMost(LONG)
        .until(() -> number("select count(*) from run where outcome = 'succeeded'") >= runs);
  }

  private static void awaitLastRun() {
    await()
        .atMost(LONG)
        .until(
            () ->
                number(
                        "select count(*) from run where id = (select max(id) from run) and outcome = 'succeeded'")
                    == 1);
  }

  private static String outcome(String run) {
    return database
        .jdbc()
        .sql("select outcome from run where id = ?")
        .param(Long.parseLong(run))
        .query(String.class)
        .single();
  }

  private static long number(String sql) {
    return database.jdbc().sql(sql).query(Long.class).single();
  }

  private NodeProcess node(Sandbox sugar) {
    return NodeProcess.start(
        database,
        sugar,
        routes,
        "--caramel.push.batch-size=" + BATCH,
        "--caramel.lease.beat=500ms");
  }
}
