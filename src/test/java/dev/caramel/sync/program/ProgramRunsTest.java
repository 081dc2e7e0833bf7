package dev.caramel.sync.program;

import static dev.caramel.sync.program.Maintained.WAITS;
import static dev.caramel.sync.program.Maintained.plus;
import static dev.caramel.sync.program.Maintained.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When maintenance programs run, and what is kept of their runs. */
class ProgramRunsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String LIST =
      """
      list: %s
      module: Leads
      columns:
        Email: email
        Title: title
        Score: survey_score_c
        Fleet: fleet_size_c
      pull:
        add: true
        update: Email
      push:
        update: Title, Score
      """;

  /** What it pushes is no other list's. */
  private static final String STEPPED =
      LIST.formatted("Stepped").replace("survey_score_c", "recommendation_c");

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(0))
          .with("caramel.lease.beat", "200ms")
          .with("caramel.lease.expiry", "30s");

  private static final Maintained programs = new Maintained(caramel);

  @BeforeAll
  static void aLead() {
    caramel
        .sandbox()
        .sugar()
        .create("Leads", Map.of("last_name", "Doe", "email1", "ann@example.com", "title", "Boss"));
  }

  private JsonNode ann(String list, String column) {
    return programs.value(list, "ann@example.com", column);
  }

  @Test
  void a_dry_run_does_each_step_upon_the_one_before_and_takes_all_of_it_back() {
    caramel.sync("dry", LIST.formatted("Dry"));
    programs.write(
        "try-it",
        plus("try-1", "dry", "Score"),
        WAITS.replace("select pg_advisory_xact_lock(4711)", "delete from account"),
        step("copy-field-value", "try-2", "list: dry\nfrom: Score\nto: Fleet"),
        step("remove-members", "try-3", "list: dry\ncolumn: Fleet\ncondition: equals\nvalue: 1"));

    JsonNode run = programs.run("try-it", "{\"dryRun\":true}");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(run.path("dryRun").asBoolean()).isTrue();
    assertThat(run.at("/counts/updated").asInt()).isEqualTo(2);
    assertThat(run.at("/counts/removed").asInt()).isEqualTo(1);
    assertThat(run.at("/samples/updated/0/columns/Score").asInt()).isEqualTo(1);
    assertThat(run.at("/samples/removed/0/email").asText()).isEqualTo("ann@example.com");
    assertThat(ann("dry", "Score").isNull()).isTrue();
    assertThat(programs.member("dry", "ann@example.com").path("removedAt").isNull()).isTrue();
  }

  @Test
  void a_program_with_a_schedule_is_a_step_of_a_sync_before_its_push() {
    caramel.sync("stepped", STEPPED);
    programs.writeText(
        "before-push",
        Maintained.scheduled(
            "before-push", "0 0 3 1 1 ? 2099", plus("before-push-1", "stepped", "Score")));
    String loaded = caramel.get("/api/syncs/stepped").path("loadedAt").asText();
    caramel.writeFile("syncs/stepped.camel.yaml", withStep("stepped", "direct:before-push"));
    await()
        .atMost(LONG)
        .until(() -> !caramel.get("/api/syncs/stepped").path("loadedAt").asText().equals(loaded));

    JsonNode run = caramel.run("stepped");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(run.at("/counts/pushed").asInt()).isEqualTo(1);
    JsonNode step = programs.lastRun("before-push");
    assertThat(step.path("calledBy").asText()).isEqualTo(run.path("id").asText());
    assertThat(step.path("trigger").asText()).isEqualTo("api");
    assertThat(step.path("outcome").asText()).isEqualTo("succeeded");

    caramel.run("stepped", "{\"dryRun\":true}");
    assertThat(programs.lastRun("before-push").path("id")).isEqualTo(step.path("id"));

    caramel
        .jdbc()
        .sql("delete from list_column where list_id = 'stepped' and name = 'Score'")
        .update();
    JsonNode failed = caramel.run("stepped");
    assertThat(failed.path("outcome").asText()).isEqualTo("failed");
    assertThat(failed.path("cause").asText())
        .isEqualTo("the list \"stepped\" has no column \"Score\"; it has Email, Title, Fleet");
    assertThat(failed.path("step").asText()).isEqualTo("before-push-1 / change-field-value");
    assertThat(programs.lastRun("before-push").path("outcome").asText()).isEqualTo("failed");
  }

  private static String withStep(String id, String uri) {
    return """
        - beans:
            - name: %1$s
              type: dev.caramel.sync.ListSync
              properties:
        %2$s
        - route:
            id: %1$s
            description: A sync with a step
            from:
              uri: direct:%1$s
              steps:
                - to:
                    uri: direct:pull-from-sugar
                - to:
                    uri: %3$s
                - to:
                    uri: direct:push-to-sugar
        """
        .formatted(id, STEPPED.strip().indent(8).stripTrailing(), uri);
  }

  @Test
  void while_a_run_is_under_way_none_begins_and_an_edit_waits_and_it_can_be_cancelled()
      throws Exception {
    caramel.sync("busy", LIST.formatted("Busy"));
    programs.write("slow", WAITS, plus("slow-1", "busy", "Score"));
    String id;
    try (Connection lock = programs.lock()) {
      id = caramel.post("/api/programs/slow/runs", "{}").path("id").asText();
      assertThat(caramel.send("POST", "/api/programs/slow/runs", "{}", Map.of()).statusCode())
          .isEqualTo(409);
      caramel.writeFile(
          "programs/slow.camel.yaml", Maintained.text("slow", plus("slow-2", "busy", "Score")));
      await()
          .atMost(LONG)
          .until(() -> programs.get("slow").path("state").asText().equals("pending"));
      caramel.post("/api/runs/" + id + "/cancel", null);
    }

    JsonNode run = caramel.awaitEnd(id);

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("interrupted");
    assertThat(run.path("cause").asText()).isEqualTo("it was cancelled");
    assertThat(ann("busy", "Score").isNull()).isTrue();
    await()
        .atMost(LONG)
        .until(() -> programs.get("slow").at("/steps/0/name").asText().equals("slow-2"));
    assertThat(programs.get("slow").path("state").asText()).isEqualTo("ready");
    assertThat(programs.run("slow").path("outcome").asText()).isEqualTo("succeeded");
    assertThat(ann("busy", "Score")).hasToString("1");
  }

  @Test
  void a_schedule_fires_until_it_is_paused_and_ops_see_it() throws Exception {
    caramel.sync("ticking", LIST.formatted("Ticking"));
    programs.writeText(
        "tick", Maintained.scheduled("tick", "0/1 * * * * ?", plus("tick-1", "ticking", "Score")));
    await()
        .atMost(LONG)
        .until(() -> programs.lastRun("tick").path("trigger").asText().equals("schedule"));
    assertThat(programs.get("tick").path("nextFireAt").isNull()).isFalse();

    JsonNode paused = caramel.post("/api/programs/tick/pause", null);

    assertThat(paused.path("state").asText()).isEqualTo("paused");
    assertThat(paused.path("nextFireAt").isNull()).isTrue();
    assertThat(caramel.post("/api/programs/tick/resume", null).path("state").asText())
        .isEqualTo("ready");
    caramel.post("/api/programs/tick/pause", null);
    assertThat(caramel.get("/actuator/health/programs").at("/details/programs").asInt())
        .isPositive();
    assertThat(caramel.send("GET", "/actuator/prometheus", null, Map.of()).body())
        .contains("caramel_program_run_seconds_count{program=\"tick\"}")
        .contains("caramel_program_members_total{outcome=\"updated\",program=\"tick\"}")
        .contains("caramel_program_health{program=\"tick\"}");
    ObjectName bean = new ObjectName("dev.caramel:type=Program,name=tick");
    var server = ManagementFactory.getPlatformMBeanServer();
    await("no fire of before is under way")
        .atMost(LONG)
        .until(() -> !programs.lastRun("tick").path("outcome").asText().equals("running"));
    long run = (long) server.invoke(bean, "dryRun", null, null);
    assertThat(caramel.awaitEnd(String.valueOf(run)).path("trigger").asText()).isEqualTo("jmx");
    assertThat(server.getAttribute(bean, "State")).isEqualTo("paused");
  }

  @Test
  void what_is_wrong_is_told_by_the_api_and_in_health() {
    assertThat(caramel.send("POST", "/api/programs/nobody/runs", "{}", Map.of()).statusCode())
        .isEqualTo(404);
    programs.refused("broken", Maintained.text("broken", plus("broken-1", "no-list", "Score")));

    assertThat(programs.get("broken").path("state").asText()).isEqualTo("refused");
    assertThat(caramel.send("POST", "/api/programs/broken/runs", "{}", Map.of()).statusCode())
        .isEqualTo(422);
    assertThat(caramel.get("/actuator/health/programs").toString())
        .contains(
            "The file programs/broken.camel.yaml was refused: line 10: There is no list 'no-list'.");
  }
}
