package dev.caramel.bench.scale;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Many members and activities: how long the scores of a whole list take, and how soon the calls of
 * Sugar's dashlets are answered while a pull runs. See {@code src/test/scripts/connector-calls.sh}.
 */
public final class ConnectorCalls {
  private static final int DIFFERENT = 2000;
  private static final int WARM_SECONDS = 10;

  private final Sizes sizes;
  private final Database database;
  private final CaramelNode node;
  private final SteadyLoad load = new SteadyLoad();
  private final Map<String, String> key;
  private final Random dice = new Random(7);
  private final Table table =
      new Table(
          "connector-calls",
          "call",
          "pull",
          "requests",
          "failed",
          "p50 ms",
          "p95 ms",
          "p99 ms",
          "most ms");

  private ConnectorCalls(Sizes sizes, Database database, CaramelNode node) {
    this.sizes = sizes;
    this.database = database;
    this.node = node;
    node.post("/api/accounts/default/authorized-ips", "{\"address\":\"127.0.0.1\"}");
    this.key = Map.of("X-API-Key", node.post("/api/accounts/default/keys").path("key").asText());
  }

  /**
   * Measures and prints tables.
   *
   * @param arguments {@code members=} {@code activities=} {@code rate=} (requests a second) {@code
   *     seconds=} (for each call) {@code leads=} (of the list that is pulled meanwhile)
   * @throws Exception if a part does not start
   */
  public static void main(String[] arguments) throws Exception {
    Sizes sizes =
        new Sizes(
                "members",
                "1000000",
                "activities",
                "10000000",
                "rate",
                "50",
                "seconds",
                "30",
                "leads",
                "100000",
                "heap",
                "256m",
                "jvm",
                "-Xshare:auto")
            .read(arguments);
    Path folder = Files.createTempDirectory("caramel-calls");
    try (Database database = new Database().migrated();
        SugarProcess sugar =
            SugarProcess.start(sizes.number("leads"), folder.resolve("sugar.log"))) {
      double bounds = Crowd.make(database, sizes.number("members"), sizes.number("activities"));
      scores(sizes, database, bounds);
      Path routes =
          Database.routes(
              folder,
              "all-sugar-leads",
              Files.readString(Path.of("routes/syncs/all-sugar-leads.camel.yaml")));
      try (CaramelNode node =
          CaramelNode.start(
              new CaramelNode.Task(
                  sizes.text("heap"),
                  database.url(),
                  sugar.url(),
                  routes,
                  folder.resolve("caramel.log"),
                  List.of(sizes.text("jvm"))))) {
        node.firstRun("all-sugar-leads");
        new ConnectorCalls(sizes, database, node).measure();
      }
    }
  }

  private static void scores(Sizes sizes, Database database, double bounds) {
    Table table =
        new Table(
            "scores",
            "members",
            "activities",
            "bounds s",
            "scores s",
            "members/s",
            "B/member",
            "B/activity");
    double seconds =
        database.timed(
            "select count(*), sum(behavioral) from member_scores('crowd', 'default', 0, 9223372036854775807)");
    table.add(
        sizes.number("members"),
        sizes.number("activities"),
        bounds,
        seconds,
        sizes.number("members") / seconds,
        database.bytes("member") / sizes.number("members"),
        database.bytes("activity") / sizes.number("activities"));
  }

  private void measure() throws Exception {
    List<Call> calls =
        List.of(
            new Call("history", who -> "/connector/v1/activities?email=" + Crowd.address(who)),
            new Call("timeline", who -> "/connector/v1/timeline?email=" + Crowd.address(who)),
            new Call("hot prospects", who -> "/connector/v1/hot-prospects?maxRecords=20"),
            new Call(
                "account report",
                who -> "/connector/v1/account-report?domain=" + Crowd.domain(who)));
    for (Call call : calls) {
      ask(call, WARM_SECONDS);
      row(call, "no", ask(call, sizes.number("seconds")));
    }
    try (Pulls pulls = new Pulls()) {
      for (Call call : calls) {
        row(call, "yes", ask(call, sizes.number("seconds")));
      }
      pulls.check();
    }
  }

  private record Call(String name, LongFunction<String> path) {}

  private SteadyLoad.Seen ask(Call call, int seconds) {
    List<String> paths =
        IntStream.range(0, DIFFERENT)
            .mapToObj(i -> call.path().apply(Math.floorMod(dice.nextLong(), people())))
            .toList();
    return load.run(node.url(), paths, key, sizes.number("rate"), seconds);
  }

  private long people() {
    return sizes.number("members");
  }

  private void row(Call call, String pull, SteadyLoad.Seen seen) {
    table.add(
        call.name(),
        pull,
        seen.micros().getTotalCount(),
        seen.failed(),
        seen.millis(50),
        seen.millis(95),
        seen.millis(99),
        seen.millis(100));
  }

  /** Full pulls of another list, one after another, until it is closed. */
  private final class Pulls implements AutoCloseable {
    private final Thread thread = new Thread(this::pull, "pulls");
    private volatile boolean closed;
    private final AtomicInteger pulls = new AtomicInteger();

    Pulls() {
      thread.setDaemon(true);
      thread.start();
    }

    private void pull() {
      while (!closed) {
        node.run("all-sugar-leads", "{\"full\":true}");
        pulls.incrementAndGet();
      }
    }

    /**
     * Makes sure that there was something to measure beside.
     *
     * @throws IllegalStateException if no pull is under way
     */
    void check() {
      if (!thread.isAlive()) {
        throw new IllegalStateException("the pulls ended before the calls did");
      }
      System.out.println(
          "full pulls meanwhile: "
              + pulls
              + " and one under way; lists of the database: "
              + database.sql().sql("select count(*) from member").query(Long.class).single()
              + " members");
    }

    @Override
    public void close() throws InterruptedException {
      closed = true;
      thread.join();
    }
  }
}
