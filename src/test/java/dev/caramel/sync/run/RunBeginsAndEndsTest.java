package dev.caramel.sync.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.component.quartz.CamelJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.quartz.JobBuilder;
import org.quartz.Scheduler;
import org.quartz.TriggerBuilder;

/** When an exchange becomes a run, and how the run ends. */
class RunBeginsAndEndsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(30).contacts(5));

  @Test
  void syncsThatOneRouteCallsHaveRunsOfTheirOwn() {
    JsonNode first = caramel.sync("called-first", SyncFiles.leads("Called First"));
    JsonNode second = caramel.sync("called-second", SyncFiles.leads("Called Second"));
    caramel.sandbox().sugar().create("Leads", Map.of("last_name", "New"));
    caramel.writeFile(
        "sync/both.camel.yaml",
        """
        - route:
            id: both
            description: Calls one sync after the other
            from:
              uri: timer:both
              parameters:
                repeatCount: 1
              steps:
                - to:
                    uri: direct:called-first
                - to:
                    uri: direct:called-second
                - setBody:
                    expression:
                      constant:
                        expression: "insert into account (id, name) values ('both-done', 'x')"
                - to:
                    uri: jdbc:dataSource
        """);

    await()
        .atMost(LONG)
        .until(
            () ->
                caramel
                        .jdbc()
                        .sql("select count(*) from account where id = 'both-done'")
                        .query(Integer.class)
                        .single()
                    == 1);

    for (String id : new String[] {"called-first", "called-second"}) {
      JsonNode run = caramel.lastRun(id);
      assertThat(run.path("id").asInt())
          .isGreaterThan(Math.max(first.path("id").asInt(), second.path("id").asInt()));
      assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
      assertThat(run.path("counts").path("added").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aFailureWhoseWordsHoldACharacterOfCodeZeroIsKept() {
    caramel
        .sandbox()
        .faults()
        .add(
            Fault.ofStatus(422)
                .body("{\"error\":\"invalid_parameter\",\"error_message\":\"no \\u0000 here\"}")
                .on("POST .*/Leads/filter$")
                .times(-1));
    JsonNode run = caramel.sync("zero", SyncFiles.leads("Zero"));
    caramel.sandbox().faults().clear();

    assertThat(run.path("outcome").asText()).isEqualTo("failed");
    assertThat(run.path("cause").asText()).contains("no \uFFFD here");
  }

  @Test
  void aRejectionWhoseReasonHoldsACharacterOfCodeZeroIsKept() {
    caramel.writeFile(
        "sync/refuse-all.camel.yaml",
        """
        - route:
            id: refuse-all
            description: Refuses everybody
            from:
              uri: direct:refuse-all
              steps:
                - throwException:
                    exceptionType: java.lang.IllegalArgumentException
                    message: "no \\0 here"
        """);
    JsonNode run =
        caramel.sync(
            "refused",
            SyncFiles.leads("Refused").replace("Leads", "Contacts")
                + "transform: direct:refuse-all\n");

    assertThat(run.path("outcome").asText())
        .as(run.toString())
        .isEqualTo("succeeded-with-rejections");
    assertThat(
            caramel
                .get("/api/syncs/refused/rejections")
                .path("rejections")
                .path(0)
                .path("reason")
                .asText())
        .contains("no \uFFFD here");
  }

  @Test
  void aFireFromBeforeTheLastCompleteRunDoesNothing() {
    SyncFiles.schedule(caramel, "late", SyncFiles.NEVER);
    await().atMost(LONG).until(() -> succeeded("late"));
    String run = caramel.run("late").path("id").asText();
    // Not much before: a fire that is late by a minute is one that was missed.
    Instant before =
        Instant.parse(caramel.lastRun("late").path("startedAt").asText()).minusMillis(1);

    fireAtTheNextStart("late", before);

    assertThat(caramel.lastRun("late").path("id").asText()).isEqualTo(run);
  }

  @Test
  void firesThatWereMissedRunOnce() {
    SyncFiles.schedule(caramel, "missed", "0 0 3 1 * ?");
    await().atMost(LONG).until(() -> succeeded("missed"));

    fireAtTheNextStart("missed", Instant.now().minus(Duration.ofDays(100)));

    await().atMost(LONG).until(() -> succeeded("missed"));
    assertThat(scheduledRuns("missed")).isEqualTo(1);
  }

  @Test
  void aPauseSurvivesARestartAndAnEditOfTheSchedule() {
    SyncFiles.schedule(caramel, "resting", SyncFiles.NEVER);
    await().atMost(LONG).until(() -> succeeded("resting"));
    caramel.post("/api/syncs/resting/pause", "");

    caramel.stop();
    caramel.start();
    SyncFiles.schedule(caramel, "resting", "* * * * * ?");
    await().atMost(LONG).until(() -> fires("resting") > 0);
    assertThat(caramel.get("/api/syncs/resting").path("state").asText()).isEqualTo("paused");
    assertThat(caramel.get("/api/syncs/resting").path("nextFireAt").isNull()).isTrue();
    assertThat(scheduledRuns("resting")).isZero();

    caramel.post("/api/syncs/resting/resume", "");
    await().atMost(LONG).until(() -> scheduledRuns("resting") > 0);
    SyncFiles.schedule(caramel, "resting", SyncFiles.NEVER);
  }

  @Test
  void aFireThatCameToANodeWithoutTheFileIsHandedOn() throws Exception {
    caramel
        .bean(Scheduler.class)
        .scheduleJob(
            JobBuilder.newJob(CamelJob.class).withIdentity("nowhere", "sync").build(),
            TriggerBuilder.newTrigger().withIdentity("nowhere", "sync").startNow().build());

    await().atMost(LONG).until(() -> handedOn("nowhere") == 1);
  }

  @Test
  void aFireThatWasHandedOnIsTakenByANodeThatHasTheFile() {
    SyncFiles.schedule(caramel, "taken", SyncFiles.NEVER);
    await().atMost(LONG).until(() -> succeeded("taken"));

    caramel.jdbc().sql("insert into handed_on_fire values ('sync', 'taken', now())").update();

    await().atMost(LONG).until(() -> scheduledRuns("taken") == 1);
    assertThat(handedOn("taken")).isZero();
  }

  private static long handedOn(String id) {
    return caramel
        .jdbc()
        .sql("select count(*) from handed_on_fire where trigger_name = ?")
        .param(id)
        .query(Long.class)
        .single();
  }

  private static boolean succeeded(String id) {
    return caramel.lastRun(id).path("outcome").asText().equals("succeeded");
  }

  private static long scheduledRuns(String id) {
    return caramel
        .jdbc()
        .sql("select count(*) from run where sync_id = ? and trigger = 'schedule'")
        .param(id)
        .query(Long.class)
        .single();
  }

  /** How often the trigger fired, by what the job store knows of it. */
  private static long fires(String id) {
    return caramel
        .jdbc()
        .sql("select count(*) from qrtz_triggers where trigger_name = ? and prev_fire_time > 0")
        .param(id)
        .query(Long.class)
        .single();
  }

  /** Has the job store believe that the schedule was due then, and waits until that is settled. */
  private static void fireAtTheNextStart(String id, Instant due) {
    caramel.stop();
    caramel
        .jdbc()
        .sql("update qrtz_triggers set next_fire_time = ? where trigger_name = ?")
        .params(due.toEpochMilli(), id)
        .update();
    caramel.start();
    await()
        .atMost(LONG)
        .until(
            () ->
                caramel
                        .jdbc()
                        .sql(
                            "select next_fire_time from qrtz_triggers where trigger_name = ?"
                                + " and not exists (select from qrtz_fired_triggers"
                                + " where trigger_name = ? and state = 'EXECUTING')")
                        .params(id, id)
                        .query(Long.class)
                        .optional()
                        .orElse(0L)
                    > Timestamp.from(Instant.now()).getTime());
  }
}
