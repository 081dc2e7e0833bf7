package dev.caramel.bench.scale;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How the cost of what is done with a list grows with its size: a run that finds nothing to do,
 * reading it page by page and as CSV, and a program over it. See {@code
 * src/test/scripts/large-list.sh}.
 */
public final class LargeList {
  private static final String SYNC =
      """
      - beans:
          - name: crowd
            type: dev.caramel.sync.ListSync
            properties:
              list: Crowd
              module: Leads
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
                remove: false
                update: Email, First Name, Last Name, Title, Company, City, Status, Assigned To
              push:
                update: Lead Score
              sweep: never
              fullPull: never
      - route:
          id: crowd
          description: A large list
          from:
            uri: direct:crowd
            steps:
              - to:
                  uri: direct:pull-from-sugar
              - to:
                  uri: direct:push-to-sugar
      """;

  private static final String PROGRAM =
      """
      - route:
          id: scores
          description: Sets the lead score of everybody
          from:
            uri: direct:scores
            steps:
              - to:
                  uri: kamelet:change-field-value/lead-score
                  parameters:
                    list: crowd
                    column: Lead Score
                    value: behavioral-score
      """;

  private final Sizes sizes;
  private final Path folder;
  private final Curves curves = new Curves("large-list", "members", "µs a member");
  private final Table table =
      new Table("large-list", "members", "peak MiB so far", "seconds", "us/member", "what");

  private LargeList(Sizes sizes, Path folder) {
    this.sizes = sizes;
    this.folder = folder;
  }

  /**
   * Measures, prints a table and draws curves.
   *
   * @param arguments {@code members=} (sizes, with commas) {@code per=} (activities for each
   *     member) {@code heap=}
   * @throws Exception if a part does not start
   */
  public static void main(String[] arguments) throws Exception {
    Sizes sizes =
        new Sizes("members", "50000,200000,500000", "per", "2", "heap", "256m").read(arguments);
    Path folder = Files.createTempDirectory("caramel-large-list");
    LargeList measured = new LargeList(sizes, folder);
    try (SugarProcess sugar = SugarProcess.start(1000, folder.resolve("sugar.log"))) {
      for (int members : sizes.numbers("members")) {
        try (Database database = new Database().migrated()) {
          Crowd.make(database, members, (long) members * sizes.number("per"));
          measured.measure(members, database, sugar);
        }
      }
    }
    measured.curves.draw();
  }

  private void measure(int members, Database database, SugarProcess sugar)
      throws IOException, InterruptedException {
    // All values are agreed, so that a push has to find out that nothing is due; and Sugar, which
    // has
    // none of them, is not asked where they are.
    database.timed(
        "update member set in_source = false, agreed = jsonb_build_object('caramel_lead_score_c', \"values\" -> 'caramel_lead_score_c')");
    database.timed("vacuum full member");
    database.timed("analyze member");
    Path routes = Database.routes(folder.resolve("routes-" + members), "crowd", SYNC);
    Path programs = Files.createDirectories(routes.resolve("programs"));
    Files.writeString(programs.resolve("scores.camel.yaml"), PROGRAM);
    Path gc = folder.resolve("gc-" + members + ".log");
    try (CaramelNode node =
        CaramelNode.start(
            new CaramelNode.Task(
                sizes.text("heap"),
                database.url(),
                sugar.url(),
                routes,
                folder.resolve("caramel.log"),
                List.of("-Xlog:gc:file=" + gc)))) {
      // Sugar has other leads: this reads them and finds that none is a member.
      node.firstRun("crowd");
      Rows rows = new Rows(members, gc);
      rows.add("pull of no changes, push of nothing", run(database, node.run("crowd", "{}")));
      rows.add("a page of members", timed(() -> node.get("/api/lists/crowd/members?limit=100")));
      rows.add("list with counts", timed(() -> node.get("/api/lists/crowd")));
      rows.add("all members as CSV", timed(() -> csv(node)));
      rows.add("program: score to column", run(database, node.runProgram("scores")));
      rows.add("the same, nothing to set", run(database, node.runProgram("scores")));
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static double timed(Work work) throws IOException, InterruptedException {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e9;
  }

  private static double run(Database database, JsonNode run) {
    return database.seconds(run.path("id").asLong());
  }

  /** Reads the whole answer and lets go of it. */
  private static void csv(CaramelNode node) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(node.url() + "/api/lists/crowd/members"))
            .header("Authorization", "Bearer bench")
            .header("Accept", "text/csv")
            .build();
    try (InputStream body =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body()) {
      body.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Takes down what was measured at one size. */
  private final class Rows {
    private final int members;
    private final Path gc;

    Rows(int members, Path gc) {
      this.members = members;
      this.gc = gc;
    }

    void add(String what, double seconds) throws IOException {
      double each = seconds * 1e6 / members;
      table.add(members, ManySyncs.peakMib(gc), seconds, each, what);
      curves.add(what, members, each);
    }
  }
}
