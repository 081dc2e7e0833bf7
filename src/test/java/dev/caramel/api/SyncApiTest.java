package dev.caramel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.LoadedSync;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.RunRequest;
import dev.caramel.sync.RunStarter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.TriggerBuilder;
import org.springframework.beans.factory.annotation.Autowired;

/** Syncs and the runs that are asked for, over HTTP. */
class SyncApiTest extends ApiTest {
  private static final Instant LOADED = Instant.parse("2026-11-23T18:00:00.123Z");
  @Autowired private Scheduler scheduler;

  @Test
  void a_sync_shows_its_definition_its_file_and_its_last_run() {
    syncs.are(ready("all-sugar-leads"));
    aRun("all-sugar-leads", "failed");
    long last = aRun("all-sugar-leads", "succeeded");

    JsonNode sync = api.get("/api/syncs/all-sugar-leads").json();

    assertThat(sync.get("id").asText()).isEqualTo("all-sugar-leads");
    assertThat(sync.get("list").asText()).isEqualTo("All Sugar Leads");
    assertThat(sync.get("account").asText()).isEqualTo("default");
    assertThat(sync.get("file").asText()).isEqualTo("syncs/all-sugar-leads.camel.yaml");
    assertThat(sync.get("state").asText()).isEqualTo("ready");
    assertThat(sync.get("errors")).isEmpty();
    assertThat(sync.get("loadedAt").asText()).isEqualTo("2026-11-23T18:00:00Z");
    assertThat(sync.get("nextFireAt").isNull()).isTrue();
    assertThat(sync.get("lastRun").get("id").asText()).isEqualTo(String.valueOf(last));
    assertThat(sync.get("definition").get("columns").toString())
        .isEqualTo("{\"Email\":\"email\",\"Lead Score\":\"score_c\"}");
    assertThat(sync.get("definition").get("sweep").asText()).isEqualTo("each-run");
    assertThat(sync.get("definition").get("pull").get("update").get(0).asText()).isEqualTo("Email");
  }

  @Test
  void a_refused_file_is_shown_with_its_mistakes_and_their_lines() {
    syncs.are(refused("broken"));

    JsonNode sync = api.get("/api/syncs/broken").json();

    assertThat(sync.get("state").asText()).isEqualTo("refused");
    assertThat(sync.get("errors").toString())
        .isEqualTo(
            "[{\"line\":7,\"message\":\"There is no module Leeds. Did you mean Leads?\"},{\"line\":null,\"message\":\"Something else.\"}]");
    assertThat(sync.get("list").isNull()).isTrue();
    assertThat(sync.get("definition").isNull()).isTrue();
    assertThat(sync.get("lastRun").isNull()).isTrue();
  }

  @Test
  void syncs_come_page_by_page() {
    syncs.are(ready("a"), refused("b"), ready("c"));

    JsonNode first = api.get("/api/syncs?limit=2").json();
    JsonNode second = api.get("/api/syncs?limit=2&after=" + first.get("next").asText()).json();

    assertThat(first.get("syncs").findValuesAsText("state")).containsExactly("ready", "refused");
    assertThat(second.get("syncs").findValuesAsText("id")).containsExactly("c");
    assertThat(second.get("next").isNull()).isTrue();
  }

  @Test
  void a_sync_tells_when_its_schedule_fires_next_unless_it_is_paused() throws Exception {
    syncs.are(ready("nightly"));
    scheduler.scheduleJob(
        JobBuilder.newJob(Nothing.class).withIdentity("nightly", "sync").build(),
        TriggerBuilder.newTrigger()
            .withIdentity("nightly", "sync")
            .withSchedule(
                CronScheduleBuilder.cronSchedule("0 0 2 1 1 ? 2099")
                    .inTimeZone(TimeZone.getTimeZone("Europe/Berlin")))
            .build());

    assertThat(api.get("/api/syncs/nightly").json().get("nextFireAt").asText())
        .isEqualTo("2099-01-01T01:00:00Z");
    database.sql("insert into sync (id, paused) values ('nightly', true)").update();

    JsonNode paused = api.get("/api/syncs/nightly").json();
    assertThat(paused.get("state").asText()).isEqualTo("paused");
    assertThat(paused.get("nextFireAt").isNull()).isTrue();
  }

  @Test
  void a_run_is_started_as_it_was_asked_for_and_can_be_followed() {
    syncs.are(ready("leads"));

    ApiClient.Answer answer =
        api.post(
            "/api/syncs/leads/runs",
            "{\"dryRun\":true,\"full\":true,\"allowRemovals\":true,\"records\":[\"r1\",\"r2\"]}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"id\":\"4711\"}");
    assertThat(answer.headers().firstValue("Location")).contains("/api/runs/4711");
    assertThat(runs.request)
        .isEqualTo(new RunRequest(RunRequest.Trigger.API, true, true, true, List.of("r1", "r2")));
  }

  @Test
  void a_run_needs_no_body() {
    syncs.are(ready("leads"));

    assertThat(api.post("/api/syncs/leads/runs", null).status()).isEqualTo(202);
    assertThat(runs.request).isEqualTo(RunRequest.by(RunRequest.Trigger.API));
  }

  @Test
  void a_run_that_cannot_start_is_a_problem_by_its_reason() {
    runs.refusal = new RunStarter.SyncBusy("A run of leads is under way: 17.");
    ApiClient.Answer busy = api.post("/api/syncs/leads/runs", "{}");
    runs.refusal = new RunStarter.SyncRefused("The file of leads was refused.");
    ApiClient.Answer refused = api.post("/api/syncs/leads/runs", "{}");
    runs.refusal = new RunStarter.NoSuchSync("There is no sync leads.");
    ApiClient.Answer unknown = api.post("/api/syncs/leads/runs", "{}");
    runs.refusal = new IllegalStateException("secret inner workings");
    ApiClient.Answer broken = api.post("/api/syncs/leads/runs", "{}");

    assertThat(busy.status()).isEqualTo(409);
    assertThat(busy.json().get("detail").asText()).isEqualTo("A run of leads is under way: 17.");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(broken.status()).isEqualTo(500);
    assertThat(broken.body()).doesNotContain("secret").contains("The log says more");
  }

  @Test
  void a_sync_is_paused_and_resumed() {
    syncs.are(ready("leads"));

    assertThat(api.post("/api/syncs/leads/pause", null).json().get("id").asText())
        .isEqualTo("leads");
    assertThat(api.post("/api/syncs/leads/resume", null).status()).isEqualTo(200);

    assertThat(runs.asked).containsExactly("pause leads", "resume leads");
  }

  @Test
  void what_is_no_sync_cannot_be_shown_paused_or_resumed() {
    assertThat(api.get("/api/syncs/nope").status()).isEqualTo(404);
    assertThat(api.post("/api/syncs/nope/pause", null).status()).isEqualTo(404);
    assertThat(api.post("/api/syncs/nope/resume", null).status()).isEqualTo(404);
    assertThat(api.get("/api/syncs/nope/rejections").status()).isEqualTo(404);
    assertThat(api.post("/api/syncs/nope/rejections/retry", null).status()).isEqualTo(404);
    assertThat(runs.asked).isEmpty();
  }

  static LoadedSync ready(String id) {
    ListSync definition =
        new ListSync(
            id,
            "All Sugar Leads",
            "default",
            null,
            "Leads",
            null,
            null,
            null,
            List.of(
                new ListSync.Column("Email", "email"),
                new ListSync.Column("Lead Score", "score_c")),
            new ListSync.PullRules(true, true, Set.of("Email")),
            new ListSync.PushRules(false, Set.of("Lead Score"), null),
            Map.of(),
            null,
            false,
            false,
            ListSync.Sweep.EACH_RUN,
            ListSync.FullPull.WEEKLY,
            20);
    return new LoadedSync(
        id, "syncs/" + id + ".camel.yaml", LoadedSync.State.READY, List.of(), LOADED, definition);
  }

  static LoadedSync refused(String id) {
    return new LoadedSync(
        id,
        "syncs/" + id + ".camel.yaml",
        LoadedSync.State.REFUSED,
        List.of(
            new Mistake(7, "There is no module Leeds. Did you mean Leads?"),
            new Mistake(null, "Something else.")),
        null,
        null);
  }

  /** A job that is never fired here. */
  public static class Nothing implements Job {
    @Override
    public void execute(JobExecutionContext context) {}
  }
}
