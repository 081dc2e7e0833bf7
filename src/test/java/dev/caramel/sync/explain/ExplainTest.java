package dev.caramel.sync.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Sugar;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Why somebody is in a list, or is not: asked as ops asks it. */
class ExplainTest {
  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sandbox -> sandbox.leads(20));

  private static final String COLUMNS =
      """
      module: Leads
      columns:
        Email: email
        Last Name: last_name
      pull:
        add: true
        remove: true
        update: Email, Last Name
      """;

  @Test
  void whoIsInTheListIsToldWithRecordAndRules() {
    String id = person("In", "in@example.com");
    caramel.sync("in", "list: In\n" + COLUMNS);

    JsonNode explained = caramel.get("/api/syncs/in/explain?email=IN@example.com");

    assertThat(answer(explained))
        .contains("IN@example.com is in the list, as member")
        .contains("record " + id + " is in Sugar and is of the source.")
        .contains("The last run began at")
        .contains(": succeeded.")
        .contains("The sync has no schedule: it runs when somebody asks for it.");
    assertThat(explained.path("record").asText()).isEqualTo(id);
    assertThat(explained.path("member").path("record").asText()).isEqualTo(id);
    assertThat(explained.path("rules").toString())
        .contains("The source is the module Leads.")
        .contains("Pull: new records are added.");
    assertThat(explained.path("attempts").path(0).path("outcome").asText()).isEqualTo("succeeded");
    assertThat(explained.path("next").isNull()).isTrue();
  }

  @Test
  void whoIsNotInSugarIsToldSo() {
    caramel.sync("nobody", "list: Nobody\n" + COLUMNS);

    assertThat(answer("nobody", "email=nobody@example.com"))
        .contains("nobody@example.com is not in the list, and never was.")
        .contains("Sugar has no record of nobody@example.com in Leads");
  }

  @Test
  void whoDoesNotMatchTheFilterIsToldSo() {
    String id = person("Unfiltered", "unfiltered@example.com");
    caramel.sync("filtered", "list: Filtered\nfilter: '[{\"last_name\":\"Wanted\"}]'\n" + COLUMNS);

    assertThat(answer("filtered", "email=unfiltered@example.com"))
        .contains("Sugar's record " + id + " does not match the filter of the source.");
  }

  @Test
  void whoIsOfAnotherTeamIsToldSo() {
    String id = person("Western", "western@example.com");
    sugar().setTeams("Leads", id, List.of("West"));
    caramel.sync("eastern", "list: Eastern\nteam: East\n" + COLUMNS);

    assertThat(answer("eastern", "record=" + id))
        .contains(
            "Sugar's record " + id + " is of the team West, and the source is the team East.");
  }

  @Test
  void whoIsNotOnTheTargetListIsToldSo() {
    String list = sugar().create("ProspectLists", Map.of("name", "Fair", "list_type", "default"));
    String on = person("On", "on@example.com");
    sugar().addToTargetList(list, "Leads", on);
    String off = person("Off", "off@example.com");
    caramel.sync("fair", "list: Fair\ntargetList: Fair\n" + COLUMNS);

    assertThat(answer("fair", "record=" + off))
        .contains("Sugar's record " + off + " is not on the target list \"Fair\".");
    assertThat(answer("fair", "record=" + on)).contains("is in the list");
  }

  @Test
  void whoWasConvertedIsToldSo() {
    String id = person("Converted", "converted@example.com");
    sugar().convert(id);
    caramel.sync("fresh", "list: Fresh\nexcludeConverted: true\n" + COLUMNS);

    assertThat(answer("fresh", "record=" + id))
        .contains(
            "Sugar's record " + id + " is a converted lead, and the source leaves those out.");
  }

  @Test
  void whoWasDeletedIsToldSoBeforeAndAfterTheNextPull() {
    String id = person("Deleted", "deleted@example.com");
    caramel.sync("deleted", "list: Deleted\n" + COLUMNS);
    sugar().delete("Leads", id);

    assertThat(answer("deleted", "email=deleted@example.com"))
        .contains("is in the list")
        .contains("Sugar's record " + id + " was deleted in Sugar.");

    caramel.run("deleted");

    assertThat(answer("deleted", "email=deleted@example.com"))
        .contains("left the list at 20")
        .contains("because its record was deleted in Sugar.");
  }

  @Test
  void whoWasRejectedIsToldTheReasonAndTheNumberOfAttempts() {
    caramel.writeFile(
        "sync/refuse-the-odd.camel.yaml",
        """
        - route:
            id: refuse-the-odd
            description: Refuses whoever is called Odd
            from:
              uri: direct:refuse-the-odd
              steps:
                - filter:
                    expression:
                      simple:
                        expression: ${body[Last Name]} == 'Odd'
                    steps:
                      - throwException:
                          exceptionType: java.lang.IllegalArgumentException
                          message: odd people are not welcome
        """);
    String id = person("Odd", "odd@example.com");
    caramel.sync("even", "list: Even\ntransform: direct:refuse-the-odd\n" + COLUMNS);

    JsonNode explained = caramel.get("/api/syncs/even/explain?record=" + id);

    assertThat(answer(explained))
        .contains("The pull of the record was rejected once")
        .contains("odd people are not welcome")
        .contains("It is tried again when its record changes, or when somebody asks for a retry.");
    assertThat(explained.path("attempts").path(0).path("outcome").asText()).isEqualTo("rejected");
  }

  @Test
  void whoseRemovalWaitsIsToldSo() {
    person("Waits", "waits@example.com");
    JsonNode run = caramel.sync("waits", "list: Waits\n" + COLUMNS);
    caramel
        .jdbc()
        .sql(
            "insert into pending_removal select 'waits', id, 'not-visible', ? from member"
                + " where list_id = 'waits' and email = 'waits@example.com'")
        .param(run.path("id").asLong())
        .update();

    assertThat(answer("waits", "email=waits@example.com"))
        .contains("Its removal waits for approval, because its record is not in Sugar any more");
  }

  @Test
  void whoIsKeptOutByARuleThatIsOffIsToldSo() {
    caramel.sync("closed", "list: Closed\n" + COLUMNS.replace("add: true", "add: false"));
    String id = person("Closed", "closed@example.com");

    assertThat(answer("closed", "record=" + id))
        .contains("It is not added, because the rule add of the pull is off.");
  }

  @Test
  void whoIsNewIsToldThatTheNextPullAddsThem() {
    caramel.sync("soon", "list: Soon\n" + COLUMNS);
    String id = person("Soon", "soon@example.com");

    assertThat(answer("soon", "record=" + id))
        .contains("No pull has met it yet: the next one adds it.");
  }

  @Test
  void aPausedSyncAndARefusedFileAreTold() {
    caramel.sync("resting", "list: Resting\n" + COLUMNS);
    caramel.post("/api/syncs/resting/pause", "");
    caramel.write("broken", "list: Broken\n" + COLUMNS.replace("module: Leads", "module: Leeds"));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> caramel.get("/api/syncs/broken").path("state").asText().equals("refused"));

    assertThat(answer("resting", "email=a@example.com"))
        .contains("The sync is paused: nothing is tried until somebody resumes it.");
    assertThat(answer("broken", "email=a@example.com"))
        .contains("The file syncs/broken.camel.yaml was refused, so the sync does nothing:")
        .contains("Leeds");
  }

  @Test
  void aSugarThatCannotBeAskedIsToldWithTheReason() {
    caramel.sync("blind", "list: Blind\n" + COLUMNS);
    caramel.sandbox().faults().add(Fault.ofStatus(403).on("POST .*/Leads/filter$").times(-1));
    try {
      assertThat(answer("blind", "email=a@example.com"))
          .contains("Sugar could not be asked for the person:")
          .contains("Leads");
    } finally {
      caramel.sandbox().faults().clear();
    }
  }

  @Test
  void aConsoleGetsTheSameSentences() throws Exception {
    caramel.sync("by-console", "list: By Console\n" + COLUMNS);

    Object answer =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("dev.caramel:type=Sync,name=by-console"),
                "explain",
                new Object[] {"nobody@example.com"},
                new String[] {"java.lang.String"});

    assertThat(answer.toString())
        .isEqualTo(answer("by-console", "email=nobody@example.com"))
        .contains("nobody@example.com is not in the list, and never was.\n");
  }

  @Test
  void whoIsMeantMustBeSaidOnce() {
    caramel.sync("who", "list: Who\n" + COLUMNS);

    assertThat(status("/api/syncs/who/explain")).isEqualTo(400);
    assertThat(status("/api/syncs/who/explain?email=a@example.com&record=1")).isEqualTo(400);
    assertThat(status("/api/syncs/nope/explain?email=a@example.com")).isEqualTo(404);
  }

  private static int status(String path) {
    return caramel.send("GET", path, null, Map.of()).statusCode();
  }

  private static String answer(String sync, String query) {
    return answer(caramel.get("/api/syncs/" + sync + "/explain?" + query));
  }

  private static String answer(JsonNode explained) {
    StringBuilder sentences = new StringBuilder();
    explained.path("answer").forEach(one -> sentences.append(one.asText()).append('\n'));
    assertThat(sentences).as(explained.toString()).isNotEmpty();
    return sentences.toString().strip();
  }

  private static String person(String lastName, String email) {
    return sugar()
        .create(
            "Leads",
            Map.of(
                "last_name",
                lastName,
                "email",
                List.of(Map.of("email_address", email, "primary_address", true))));
  }

  private static Sugar sugar() {
    return caramel.sandbox().sugar();
  }
}
