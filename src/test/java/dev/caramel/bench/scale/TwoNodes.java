package dev.caramel.bench.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Many syncs that are due at one moment, on one node and on two that share a PostgreSQL, with a
 * Sugar so slow that waiting and not the processors are the limit. See {@code
 * src/test/scripts/two-nodes.sh}.
 */
public final class TwoNodes {
  private final Sizes sizes;
  private final Path folder;
  private final SugarProcess sugar;
  private final Table table =
      new Table(
          "two-nodes",
          "nodes",
          "round",
          "syncs",
          "seconds",
          "syncs/s",
          "ratio",
          "of first node",
          "requests");
  private double alone;

  private TwoNodes(Sizes sizes, Path folder, SugarProcess sugar) {
    this.sizes = sizes;
    this.folder = folder;
    this.sugar = sugar;
  }

  /**
   * Measures and prints a table.
   *
   * @param arguments {@code syncs=} {@code latency=} (milliseconds of each of Sugar's answers)
   *     {@code rounds=} {@code leads=} (that Sugar has; each sync is of a part) {@code heap=}
   * @throws Exception if a part does not start
   */
  public static void main(String[] arguments) throws Exception {
    Sizes sizes =
        new Sizes("syncs", "100", "latency", "100", "rounds", "3", "leads", "10000", "heap", "256m")
            .read(arguments);
    Path folder = Files.createTempDirectory("caramel-two-nodes");
    try (SugarProcess sugar =
            SugarProcess.start(sizes.number("leads"), folder.resolve("sugar.log"));
        Database database = new Database()) {
      new TwoNodes(sizes, folder, sugar).measure(database);
    }
  }

  private void measure(Database database) throws IOException, InterruptedException {
    Path routes = ManySyncs.write(folder.resolve("routes"), sizes.number("syncs"), ManySyncs.NEVER);
    try (CaramelNode first = node(database, routes, 1)) {
      ManySyncs.firstRuns(database, sizes.number("syncs"));
      sugar.turn("{\"latency_millis\":" + sizes.number("latency") + "}");
      for (int round = 0; round <= sizes.number("rounds"); round++) {
        round(database, 1, round);
      }
      try (CaramelNode second = node(database, routes, 2)) {
        for (int round = 0; round <= sizes.number("rounds"); round++) {
          round(database, 2, round);
        }
      }
    }
  }

  private CaramelNode node(Database database, Path routes, int number) throws IOException {
    return CaramelNode.start(
        new CaramelNode.Task(
            sizes.text("heap"),
            database.url(),
            sugar.url(),
            routes,
            folder.resolve("caramel-" + number + ".log"),
            List.of()));
  }

  /** Round 0 is not counted. */
  private void round(Database database, int nodes, int round)
      throws IOException, InterruptedException {
    int syncs = sizes.number("syncs");
    long before = database.sql().sql("select max(id) from run").query(Long.class).single();
    sugar.forgetRequests();
    ManySyncs.moveSchedules(database);
    Awaitility.await("all schedules fired")
        .atMost(java.time.Duration.ofMinutes(15))
        .pollInterval(java.time.Duration.ofMillis(500))
        .until(
            () ->
                database
                        .sql()
                        .sql("select count(*) from run where id > ? and ended_at is not null")
                        .param(before)
                        .query(Long.class)
                        .single()
                    >= syncs);
    List<Double> figures = new ArrayList<>();
    database
        .sql()
        .sql(
            """
            select extract(epoch from max(ended_at) - min(started_at))::float8 as took,
                   (count(*) filter (where node = (select node from run where id > ? order by id limit 1)))::float8
                     / count(*) as share
              from run where id > ?
            """)
        .params(before, before)
        .query(
            row -> {
              figures.add(row.getDouble("took"));
              figures.add(row.getDouble("share"));
            });
    double took = figures.get(0);
    if (nodes == 1 && round > 0) {
      alone = alone == 0 ? took : Math.min(alone, took);
    }
    table.add(
        nodes,
        round,
        syncs,
        took,
        syncs / took,
        alone == 0 ? 1.0 : alone / took,
        figures.get(1),
        sugar.requests());
  }
}
