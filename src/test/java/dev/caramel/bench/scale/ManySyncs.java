package dev.caramel.bench.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * Starts a node with few syncs and one with many, and compares start time and heap; then gives all
 * of the many a schedule in the same minute and sees when they fire. See {@code
 * src/test/scripts/many-syncs.sh}.
 */
public final class ManySyncs {
  private static final String SYNC =
      """
      - beans:
          - name: list-%1$d
            type: dev.caramel.sync.ListSync
            properties:
              list: List %1$d
              module: Leads
              filter: |
                [{"lead_source":{"$equals":"Source %1$d"}}]
              columns:
                Email: email
                First Name: first_name
                Last Name: last_name
                Title: title
                Company: account_name
                City: primary_address_city
                Status: status
                Assigned To: assigned_user_name
                Lead Score: caramel_lead_score_c
              pull:
                add: true
                remove: true
                update: Email, First Name, Last Name, Title, Company, City, Status, Assigned To
              push:
                update: Lead Score
      - route:
          id: list-%1$d
          description: One of many
          from:
            uri: quartz:sync/list-%1$d
            parameters:
              cron: "%2$s"
            steps:
              - to:
                  uri: direct:pull-from-sugar
              - to:
                  uri: direct:push-to-sugar
      """;

  static final String NEVER = "0 0 3 1 1 ?";

  /** A scheduler looks at the job store every half minute, and knows of what is further ahead. */
  private static final Duration AHEAD = Duration.ofSeconds(40);

  private static final Pattern LIVE = Pattern.compile("Full.*->(\\d+)M\\(");
  private static final Pattern USED = Pattern.compile("(\\d+)M->(\\d+)M\\(");

  private final Sizes sizes;
  private final Path folder;
  private final SugarProcess sugar;
  private final Table table =
      new Table(
          "many-syncs",
          "syncs",
          "round",
          "start s",
          "ratio",
          "peak MiB",
          "live MiB",
          "first runs s",
          "fired late s");
  private double few;

  private ManySyncs(Sizes sizes, Path folder, SugarProcess sugar) {
    this.sizes = sizes;
    this.folder = folder;
    this.sugar = sugar;
  }

  /**
   * Measures and prints a table.
   *
   * @param arguments {@code few=} and {@code many=} (syncs) {@code rounds=} {@code heap=} {@code
   *     fire=} (whether all schedules are to fire in one minute)
   * @throws Exception if a node does not start
   */
  public static void main(String[] arguments) throws Exception {
    Sizes sizes =
        new Sizes(
                "few",
                "10",
                "many",
                "1000",
                "rounds",
                "2",
                "heap",
                "384m",
                "fire",
                "true",
                "jvm",
                "-Xshare:auto")
            .read(arguments);
    Path folder = Files.createTempDirectory("caramel-syncs");
    try (SugarProcess sugar = SugarProcess.start(100, folder.resolve("sugar.log"))) {
      ManySyncs measured = new ManySyncs(sizes, folder, sugar);
      measured.measure(sizes.number("few"));
      measured.measure(sizes.number("many"));
    }
  }

  /** Round 0 makes lists and first runs; what is compared is a start with all of them there. */
  private void measure(int syncs) throws IOException, InterruptedException {
    Path routes = write(folder.resolve("routes-" + syncs), syncs, NEVER);
    try (Database database = new Database()) {
      double best = Double.MAX_VALUE;
      for (int round = 0; round <= sizes.number("rounds"); round++) {
        Path gc = folder.resolve("gc-" + syncs + "-" + round + ".log");
        boolean last = round == sizes.number("rounds");
        try (CaramelNode node = start(database, routes, gc)) {
          double runs = round == 0 ? firstRuns(database, syncs) : 0;
          double late =
              last && Boolean.parseBoolean(sizes.text("fire")) ? fire(database, syncs) : 0;
          node.collect();
          best = round == 0 ? best : Math.min(best, node.startSeconds);
          table.add(
              syncs,
              round,
              node.startSeconds,
              few == 0 ? 1.0 : node.startSeconds / few,
              peakMib(gc),
              largest(LIVE, gc, 1),
              runs,
              late);
        }
      }
      few = few == 0 ? best : few;
    }
  }

  private CaramelNode start(Database database, Path routes, Path gc) throws IOException {
    return CaramelNode.start(
        new CaramelNode.Task(
            sizes.text("heap"),
            database.url(),
            sugar.url(),
            routes,
            folder.resolve("caramel.log"),
            List.of("-Xlog:gc:file=" + gc, sizes.text("jvm"))));
  }

  /** Writes so many sync files below a folder. */
  static Path write(Path routes, int syncs, String cron) throws IOException {
    for (int i = 1; i <= syncs; i++) {
      Path file =
          Files.createDirectories(routes.resolve("syncs")).resolve("list-" + i + ".camel.yaml");
      Files.writeString(file, SYNC.formatted(i, cron));
    }
    return routes;
  }

  /** Seconds until each sync has ended its first run. */
  static double firstRuns(Database database, int syncs) {
    long began = System.nanoTime();
    Awaitility.await("first runs")
        .atMost(Duration.ofMinutes(15))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> count(database, "ended_at is not null") >= syncs);
    return (System.nanoTime() - began) / 1e9;
  }

  /**
   * Moves the triggers of all syncs to one moment in the job store, as that of a schedule that all
   * have in common.
   *
   * @return that moment, in seconds since 1970
   */
  static double moveSchedules(Database database) {
    long at = System.currentTimeMillis() + AHEAD.toMillis();
    database
        .sql()
        .sql("update qrtz_triggers set next_fire_time = ? where trigger_group = 'sync'")
        .param(at)
        .update();
    return at / 1000.0;
  }

  /** Has all schedules fire at once, and says how many seconds later the last run began. */
  private static double fire(Database database, int syncs) {
    double at = moveSchedules(database);
    Awaitility.await("all schedules fired")
        .atMost(Duration.ofMinutes(15))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> count(database, "trigger = 'schedule' and ended_at is not null") >= syncs);
    return database
            .sql()
            .sql(
                "select extract(epoch from max(started_at))::float8 from run where trigger = 'schedule'")
            .query(Double.class)
            .single()
        - at;
  }

  private static long count(Database database, String condition) {
    if (database
        .sql()
        .sql("select to_regclass('public.run') is null")
        .query(Boolean.class)
        .single()) {
      return 0;
    }
    return database
        .sql()
        .sql("select count(distinct sync_id) from run where " + condition)
        .query(Long.class)
        .single();
  }

  /** The largest heap of a node so far, by its own log. */
  static int peakMib(Path gc) throws IOException {
    return largest(USED, gc, 1);
  }

  private static int largest(Pattern what, Path gc, int group) throws IOException {
    int most = 0;
    Matcher found = what.matcher(Files.readString(gc));
    while (found.find()) {
      most = Math.max(most, Integer.parseInt(found.group(group)));
    }
    return most;
  }
}
