package dev.caramel.sync.program;

import static dev.caramel.sync.program.Maintained.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.SandboxClock;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.testkit.RunningCaramel;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Activities come in over the API, and the score stands in Sugar's record: nobody does anything.
 */
class ScoresReachSugarTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final String FIELD = "caramel_lead_score_c";
  private static final SugarField SCORE =
      SugarField.of(Map.of("name", FIELD, "type", "int", "len", 11, "source", "custom_fields"));
  private static final SandboxClock CLOCK = new SandboxClock(Clock.systemUTC());

  private static final String SYNC =
      """
      - beans:
          - name: leads
            type: dev.caramel.sync.ListSync
            properties:
              list: Leads
              module: Leads
              columns:
                Email: email
                Lead Score: caramel_lead_score_c
              pull:
                add: true
                update: Email
              push:
                update: Lead Score
      - route:
          id: leads
          description: Every two seconds
          from:
            uri: quartz:sync/leads
            parameters:
              cron: "0/2 * * * * ?"
            steps:
              - to:
                  uri: direct:pull-from-sugar
              - to:
                  uri: direct:push-to-sugar
      """;

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(3).withField("Leads", SCORE)).at(CLOCK);

  private static final Maintained programs = new Maintained(caramel);

  @Test
  void on_schedules_and_when_activities_get_old_the_score_falls() {
    String jane =
        caramel
            .sandbox()
            .sugar()
            .create("Leads", Map.of("last_name", "Doe", "email1", "jane@example.com"));
    caramel.writeFile("syncs/leads.camel.yaml", SYNC);
    await().atMost(LONG).until(() -> !caramel.members("leads").isEmpty());
    programs.writeText(
        "refresh",
        Maintained.scheduled(
            "refresh",
            "0/1 * * * * ?",
            step(
                "change-field-value",
                "refresh-1",
                "list: leads\ncolumn: Lead Score\nvalue: behavioral-score")));

    activity("1", "form-submitted");

    await().atMost(LONG).until(() -> score(jane).equals("20"));
    activity("2", "clicked");
    await().atMost(LONG).until(() -> score(jane).equals("25"));

    caramel.post("/api/syncs/leads/pause", null);
    caramel.post("/api/programs/refresh/pause", null);
    await()
        .atMost(LONG)
        .until(() -> !caramel.lastRun("leads").path("outcome").asText().equals("running"));
    await()
        .atMost(LONG)
        .until(() -> !programs.lastRun("refresh").path("outcome").asText().equals("running"));
    JsonNode again = programs.run("refresh");
    assertThat(again.at("/counts/updated").asInt()).isZero();
    assertThat(caramel.run("leads").at("/counts/pushed").asInt()).isZero();

    CLOCK.advance(Duration.ofDays(91));

    JsonNode later = programs.run("refresh");
    assertThat(later.at("/counts/updated").asInt()).as(later.toString()).isEqualTo(1);
    assertThat(programs.value("leads", "jane@example.com", "Lead Score")).hasToString("0");
    assertThat(
            caramel
                .get("/api/accounts/default/scores/jane%40example.com?sheet=default")
                .path("behavioral")
                .asInt())
        .isZero();
    JsonNode pushed = caramel.run("leads");
    assertThat(pushed.at("/counts/pushed").asInt()).as(pushed.toString()).isEqualTo(1);
    assertThat(score(jane)).isEqualTo("0");
  }

  private static String score(String record) {
    return String.valueOf(caramel.sandbox().sugar().record("Leads", record).get(FIELD));
  }

  private static void activity(String id, String type) {
    JsonNode answer =
        caramel.post(
            "/api/accounts/default/activities",
            "[{\"id\":\"%s\",\"email\":\"Jane@Example.com\",\"type\":\"%s\",\"at\":\"%s\"}]"
                .formatted(id, type, CLOCK.instant().minus(Duration.ofDays(1))));
    assertThat(answer.path("accepted").asInt()).as(answer.toString()).isEqualTo(1);
  }
}
