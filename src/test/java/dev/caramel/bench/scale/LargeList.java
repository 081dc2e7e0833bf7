package dev.caramel.bench.scale;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How the cost of what is done with a list grows with its size: reading it page by page and as CSV,
 * a program, scores, looking for what is due, and a pull of few changes. See {@code
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

  private final Sizes sizes;
  private final Path folder;
  private final Table table =
      new Table("large-list", "members", "what", "seconds", "us/member", "peak MiB");

  private LargeList(Sizes sizes, Path folder) {
    this.sizes = sizes;
    this.folder = folder;
  }

  /**
   * Measures and prints a table.
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
  }

  private void measure(int members, Database database, SugarProcess sugar)
      throws IOException, InterruptedException {
    // All values are agreed, so that a push has to find out that nothing is due.
    database.timed(
        "update member set agreed = jsonb_build_object('caramel_lead_score_c', \"values\" -> 'caramel_lead_score_c')");
    database.timed("vacuum analyze member");
    Path routes = Database.routes(folder.resolve("routes-" + members), "crowd", SYNC);
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
      row(members, "pull and push, nothing due", run(node, database), gc);
      row(
          members,
          "a page of members",
          timed(() -> node.get("/api/lists/crowd/members?limit=100")),
          gc);
      row(members, "list with counts", timed(() -> node.get("/api/lists/crowd")), gc);
      row(members, "all members as CSV", timed(() -> csv(node)), gc);
      row(members, "scores of the list", scores(database), gc);
      row(members, "program: score to column", program(database), gc);
      row(members, "look for the due, 1 % is", due(database), gc);
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

  private static double run(CaramelNode node, Database database) {
    JsonNode run = node.run("crowd", "{}");
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
      body.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }

  private static double scores(Database database) {
    return database.timed(
        "select sum(behavioral) from member_scores('crowd', 'default', 0, 9223372036854775807)");
  }

  /** What a maintenance program does, as one statement over the list. */
  private static double program(Database database) {
    return database.timed(
        """
        update member m
           set "values" = m."values" || jsonb_build_object('caramel_lead_score_c', s.behavioral)
          from member_scores('crowd', 'default', 0, 9223372036854775807) s
         where m.list_id = 'crowd' and m.id = s.member_id
           and m."values" -> 'caramel_lead_score_c' is distinct from to_jsonb(s.behavioral)
        """);
  }

  private static double due(Database database) {
    database.timed(
        "update member set \"values\" = agreed || \"values\" || agreed where list_id = 'crowd'");
    database.timed(
        "update member set \"values\" = \"values\" || '{\"caramel_lead_score_c\": -1}' where id % 100 = 0");
    database.timed("vacuum analyze member");
    return database.timed(
        """
        select count(*) from member m
         where m.list_id = 'crowd' and m.record_id is not null and m.removed_at is null
           and m."values" -> 'caramel_lead_score_c' <> m.agreed -> 'caramel_lead_score_c'
        """);
  }

  private void row(int members, String what, double seconds, Path gc) throws IOException {
    table.add(members, what, seconds, seconds * 1e6 / members, ManySyncs.peakMib(gc));
  }
}
