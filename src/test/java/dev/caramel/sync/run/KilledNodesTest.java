package dev.caramel.sync.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.control.RequestLog;
import dev.caramel.testkit.NodeProcess;
import dev.caramel.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pulls of a whole source whose process is killed again and again: three times each in each build,
 * thirty times with {@code -Pthorough}.
 */
class KilledNodesTest {
  private static final int PEOPLE = 50_000;
  private static final int PAGE = 1000;
  private static final int KILLS = 3;
  private static final Duration LONG = Duration.ofSeconds(180);

  @RegisterExtension static final TestDatabase database = new TestDatabase();

  @TempDir private Path routes;
  private NodeProcess node;

  @AfterEach
  void nobodyIsLeft() {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void aPullThatIsKilledAnywhereGoesOnWhereItStood() throws IOException {
    Files.createDirectories(routes.resolve("syncs"));
    long seed = Long.getLong("caramel.test.seed", System.nanoTime());
    Random random = new Random(seed);
    int rounds = Boolean.getBoolean("caramel.test.thorough") ? 10 : 1;
    try (Sandbox sugar = Sandbox.builder().leads(PEOPLE).sameSecondBlock(false).start()) {
      node = node(sugar);
      for (int round = 1; round <= rounds; round++) {
        int requests = pages(sugar);
        String id = "killed-" + round;
        CountDownLatch end = holdTheEnd(sugar, id, 0);
        Files.writeString(
            routes.resolve("syncs/" + id + ".camel.yaml"),
            SyncFiles.scheduled(id, SyncFiles.NEVER));
        killAndStartAgain(id, 0, sugar, random, end);
        requireWhole(id, 1, seed);
        assertThat(pages(sugar) - requests)
            .as("pages asked for, seed %d", seed)
            // Lost are the page that is written, the one that is prepared and the one that is read.
            .isBetween(PEOPLE / PAGE, PEOPLE / PAGE + 3 * KILLS);

        // What is known already is read in several ranges side by side.
        node.awaitReady();
        end = holdTheEnd(sugar, id, 1);
        node.post("/api/syncs/" + id + "/runs", "{\"full\":true}");
        killAndStartAgain(id, 1, sugar, random, end);
        requireWhole(id, 2, seed);
      }
    }
  }

  /** One of the last pages waits: no pull ends before it is killed, however slow the test is. */
  private static CountDownLatch holdTheEnd(Sandbox sugar, String id, int pullsBefore) {
    long left = PEOPLE * (pullsBefore + 1L) - read(id);
    return sugar.meanwhile().hold("POST .*/Leads/filter$", (int) (left / PAGE) - 1);
  }

  private void killAndStartAgain(
      String id, int pullsBefore, Sandbox sugar, Random random, CountDownLatch firstEnd) {
    CountDownLatch end = firstEnd;
    long before = number("select count(*) from member where list_id = '" + id + "'") * pullsBefore;
    for (int kill = 1; kill <= KILLS; kill++) {
      long share = PEOPLE / (KILLS + 1);
      awaitRead(id, before + kill * share - share / 2 + random.nextLong(share));
      node.close();
      end.countDown();
      database.expireLeases();
      if (kill < KILLS) {
        end = holdTheEnd(sugar, id, pullsBefore);
      }
      node = node(sugar);
    }
    await()
        .atMost(LONG)
        .until(
            () ->
                count("run", "sync_id = '" + id + "' and outcome = 'succeeded'")
                    == pullsBefore + 1);
  }

  private void requireWhole(String id, int pulls, long seed) {
    String ofSync = "sync_id = '" + id + "'";
    String ofList = "list_id = '" + id + "'";
    long all = count("member", ofList + " and removed_at is null");
    assertThat(all).as("members, seed %d", seed).isGreaterThanOrEqualTo(PEOPLE);
    assertThat(number("select count(distinct record_id) from member where " + ofList))
        .as("each member once, seed %d", seed)
        .isEqualTo(all);
    assertThat(count("run", ofSync + " and outcome = 'interrupted'"))
        .as("runs that were killed, seed %d", seed)
        .isEqualTo((long) pulls * KILLS);
    assertThat(number("select sum(read) from run where " + ofSync))
        .as("each record is applied once, by whichever run, seed %d", seed)
        .isEqualTo(pulls * all);
    assertThat(number("select sum(added) from run where " + ofSync)).isEqualTo(all);
    assertThat(count("sync_checkpoint", ofSync)).isZero();
    assertThat(count("sync_lease", ofSync)).isZero();
  }

  private NodeProcess node(Sandbox sugar) {
    return NodeProcess.start(
        database, sugar, routes, "--caramel.pull.page-size=" + PAGE, "--caramel.lease.beat=500ms");
  }

  private static void awaitRead(String id, long records) {
    await().atMost(LONG).pollInterval(Duration.ofMillis(3)).until(() -> read(id) >= records);
  }

  private static long read(String id) {
    return number("select coalesce(sum(read), 0) from run where sync_id = '" + id + "'");
  }

  private static int pages(Sandbox sugar) {
    return (int)
        sugar.requests().all().stream()
            .filter(one -> one.path().endsWith("/Leads/filter"))
            .mapToInt(RequestLog.Entry::records)
            .filter(records -> records > 1)
            .count();
  }

  private static long count(String table, String condition) {
    return number("select count(*) from " + table + " where " + condition);
  }

  private static long number(String sql) {
    return database.jdbc().sql(sql).query(Long.class).single();
  }
}
