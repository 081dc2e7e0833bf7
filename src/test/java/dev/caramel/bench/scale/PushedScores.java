package dev.caramel.bench.scale;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Pushes changed scores to a Sugar that takes its time, beside one PUT after another, whose rate is
 * sampled: once where Sugar serves the requests of a session in parallel, once where it serialises
 * them. See {@code src/test/scripts/pushed-scores.sh}.
 */
public final class PushedScores {
  private static final String SYNC =
      """
      - beans:
          - name: scored
            type: dev.caramel.sync.ListSync
            properties:
              list: Scored
              module: Leads
              columns:
                Email: email
                First Name: first_name
                Last Name: last_name
                Lead Score: caramel_lead_score_c
              pull:
                add: true
                update: Email, First Name, Last Name%s
              push:
                update: Lead Score%s
      - route:
          id: scored
          description: A list whose scores go to Sugar
          from:
            uri: direct:scored
            steps:
              - to:
                  uri: direct:pull-from-sugar
              - to:
                  uri: direct:push-to-sugar
      """;

  private static final String CONFLICT = "\n        conflict:\n          Lead Score: list";

  private final Sizes sizes;
  private final SugarProcess sugar;
  private final Database database;
  private final CaramelNode node;
  private final Table table =
      new Table(
          "pushed-scores",
          "sugar",
          "way",
          "records",
          "seconds",
          "ms/record",
          "ratio",
          "requests",
          "node CPU ms/record");

  private PushedScores(Sizes sizes, SugarProcess sugar, Database database, CaramelNode node) {
    this.sizes = sizes;
    this.sugar = sugar;
    this.database = database;
    this.node = node;
  }

  /**
   * Measures and prints a table.
   *
   * @param arguments {@code records=} {@code request=} and {@code save=} (milliseconds of Sugar's)
   *     {@code sample=} (single PUTs) {@code heap=} {@code both=} (whether the pull updates the
   *     score, too, so that records are read before they are written)
   * @throws Exception if a part does not start or a run fails
   */
  public static void main(String[] arguments) throws Exception {
    Sizes sizes =
        new Sizes(
                "records",
                "100000",
                "request",
                "20",
                "save",
                "2",
                "sample",
                "500",
                "heap",
                "256m",
                "both",
                "false",
                "jvm",
                "-Xshare:auto")
            .read(arguments);
    Path folder = Files.createTempDirectory("caramel-push");
    boolean both = Boolean.parseBoolean(sizes.text("both"));
    String text = SYNC.formatted(both ? ", Lead Score" : "", both ? CONFLICT : "");
    try (SugarProcess sugar =
            SugarProcess.start(sizes.number("records"), folder.resolve("sugar.log"));
        Database database = new Database();
        CaramelNode node =
            CaramelNode.start(
                new CaramelNode.Task(
                    sizes.text("heap"),
                    database.url(),
                    sugar.url(),
                    Database.routes(folder, "scored", text),
                    folder.resolve("caramel.log"),
                    List.of(sizes.text("jvm"))))) {
      new PushedScores(sizes, sugar, database, node).measure();
    }
  }

  private void measure() throws IOException, InterruptedException {
    node.firstRun("scored");
    round("parallel", false, 7);
    round("serialised", true, 13);
  }

  private void round(String habit, boolean serialised, int step)
      throws IOException, InterruptedException {
    sugar.turn("{\"latency_millis\":0,\"latency_per_save_millis\":0,\"SESSION_SERIALISED\":false}");
    node.run("scored", "{}");
    score(step);
    sugar.turn(
        "{\"latency_millis\":%d,\"latency_per_save_millis\":%d,\"SESSION_SERIALISED\":%b}"
            .formatted(sizes.number("request"), sizes.number("save"), serialised));
    double single = single(habit);
    sugar.forgetRequests();
    double cpu = node.cpuSeconds();
    JsonNode run = node.run("scored", "{}");
    cpu = node.cpuSeconds() - cpu;
    long pushed = run.path("counts").path("pushed").asLong();
    double seconds = database.seconds(run.path("id").asLong());
    double each = seconds * 1000 / pushed;
    table.add(
        habit,
        "caramel",
        pushed,
        seconds,
        each,
        single / each,
        sugar.requests(),
        cpu * 1000 / pushed);
  }

  /** Every member has another score than Sugar. */
  private void score(int step) {
    database
        .sql()
        .sql(
            """
            update member set "values" = "values" || jsonb_build_object('caramel_lead_score_c', id * ? % 99991 + 1),
                   source_hash = null
             where list_id = 'scored'
            """)
        .param(step)
        .update();
  }

  /** Milliseconds that one PUT takes where the next is sent when it was answered. */
  private double single(String habit) throws IOException, InterruptedException {
    String token = sugar.login();
    JsonNode ids = sugar.ids();
    int sample = Math.min(sizes.number("sample"), ids.size());
    long began = System.nanoTime();
    for (int i = 0; i < sample; i++) {
      sugar.put(token, ids.path(i).asText(), -1 - i);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    table.add(habit, "single PUTs", sample, seconds, seconds * 1000 / sample, 1.0, sample, 0.0);
    return seconds * 1000 / sample;
  }
}
