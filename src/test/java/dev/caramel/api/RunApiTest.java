package dev.caramel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The run ledger and rejections, over HTTP. */
class RunApiTest extends ApiTest {
  @Test
  void a_run_shows_its_counts_and_outcome() {
    long id = aRun("leads", "succeeded");
    database
        .sql(
            "update run set ended_at = '2026-11-23 18:05:00.9+00', read = 12, added = 3, rejected = 1, conflicts = '[{\"record\":\"r\"}]' where id = :id")
        .param("id", id)
        .update();

    JsonNode run = api.get("/api/runs/" + id).json();

    assertThat(run.get("id").asText()).isEqualTo(String.valueOf(id));
    assertThat(run.get("id").isTextual()).isTrue();
    assertThat(run.get("sync").asText()).isEqualTo("leads");
    assertThat(run.get("trigger").asText()).isEqualTo("api");
    assertThat(run.get("mode").asText()).isEqualTo("changes");
    assertThat(run.get("dryRun").asBoolean()).isFalse();
    assertThat(run.get("startedAt").asText()).isEqualTo("2026-11-23T18:00:00Z");
    assertThat(run.get("endedAt").asText()).isEqualTo("2026-11-23T18:05:00Z");
    assertThat(run.get("outcome").asText()).isEqualTo("succeeded");
    assertThat(run.get("cause").isNull()).isTrue();
    assertThat(run.get("counts").toString())
        .isEqualTo(
            "{\"read\":12,\"added\":3,\"updated\":0,\"removed\":0,\"unchanged\":0,\"skipped\":0,\"pushed\":0,\"created\":0,\"linked\":0,\"rejected\":1}");
    assertThat(run.get("conflicts").get(0).get("record").asText()).isEqualTo("r");
    assertThat(run.get("program").isNull()).isTrue();
  }

  @Test
  void runs_come_newest_first_page_by_page_and_by_sync_and_outcome() {
    long one = aRun("leads", "succeeded");
    long two = aRun("contacts", "failed");
    long three = aRun("leads", "failed");
    long four = aRun("leads", "succeeded");

    assertThat(ids(api.get("/api/runs"), "runs")).containsExactly(four, three, two, one);
    assertThat(ids(api.get("/api/runs?sync=leads"), "runs")).containsExactly(four, three, one);
    assertThat(ids(api.get("/api/runs?outcome=failed"), "runs")).containsExactly(three, two);
    assertThat(ids(api.get("/api/runs?sync=leads&outcome=failed"), "runs")).containsExactly(three);
    ApiClient.Answer first = api.get("/api/runs?limit=3");
    assertThat(ids(first, "runs")).containsExactly(four, three, two);
    assertThat(ids(api.get("/api/runs?after=" + first.json().get("next").asText()), "runs"))
        .containsExactly(one);
  }

  @Test
  void a_run_is_cancelled_unless_it_has_ended() {
    long id = aRun("leads", "running");

    ApiClient.Answer cancelled = api.post("/api/runs/" + id + "/cancel", null);
    runs.underWay = run -> false;
    ApiClient.Answer late = api.post("/api/runs/" + id + "/cancel", null);

    assertThat(cancelled.status()).isEqualTo(202);
    assertThat(cancelled.json().get("id").asText()).isEqualTo(String.valueOf(id));
    assertThat(late.status()).isEqualTo(409);
    assertThat(runs.asked).containsExactly("cancel " + id, "cancel " + id);
  }

  @Test
  void rejections_of_a_run_and_of_a_sync_are_told_with_their_reason() {
    long run = aRun("leads", "succeeded-with-rejections");
    long rejection = aRejection(run, "leads", "r1");

    JsonNode ofRun = api.get("/api/runs/" + run + "/rejections").json();
    JsonNode ofSync = api.get("/api/syncs/leads/rejections").json();

    assertThat(ofRun).isEqualTo(ofSync);
    JsonNode told = ofRun.get("rejections").get(0);
    assertThat(told.get("id").asText()).isEqualTo(String.valueOf(rejection));
    assertThat(told.get("run").asText()).isEqualTo(String.valueOf(run));
    assertThat(told.get("sync").asText()).isEqualTo("leads");
    assertThat(told.get("direction").asText()).isEqualTo("push");
    assertThat(told.get("record").asText()).isEqualTo("r1");
    assertThat(told.get("email").isNull()).isTrue();
    assertThat(told.get("column").asText()).isEqualTo("Lead Score");
    assertThat(told.get("field").asText()).isEqualTo("score_c");
    assertThat(told.get("reason").asText()).isEqualTo("Too large");
    assertThat(told.get("attempts").asInt()).isEqualTo(2);
    assertThat(told.get("at").asText()).isEqualTo("2026-11-23T18:01:00Z");
    assertThat(told.get("retry").asBoolean()).isFalse();
  }

  @Test
  void rejections_come_page_by_page() {
    long run = aRun("leads", "succeeded-with-rejections");
    for (String record : List.of("r1", "r2", "r3")) {
      aRejection(run, "leads", record);
    }

    JsonNode first = api.get("/api/syncs/leads/rejections?limit=2").json();
    JsonNode second =
        api.get("/api/syncs/leads/rejections?limit=2&after=" + first.get("next").asText()).json();

    assertThat(first.get("rejections").findValuesAsText("record")).containsExactly("r1", "r2");
    assertThat(second.get("rejections").findValuesAsText("record")).containsExactly("r3");
  }

  @Test
  void rejections_are_marked_for_another_try_all_or_some_of_one_sync() {
    long run = aRun("leads", "succeeded-with-rejections");
    long other = aRun("contacts", "succeeded-with-rejections");
    long one = aRejection(run, "leads", "r1");
    aRejection(run, "leads", "r2");
    long foreign = aRejection(other, "contacts", "r3");

    ApiClient.Answer some =
        api.post(
            "/api/syncs/leads/rejections/retry", "{\"ids\":[\"" + one + "\",\"" + foreign + "\"]}");

    assertThat(some.status()).isEqualTo(202);
    assertThat(some.body()).isEqualTo("{\"marked\":1}");
    assertThat(marked()).containsExactly(one);
    assertThat(api.post("/api/syncs/leads/rejections/retry", null).body())
        .isEqualTo("{\"marked\":2}");
    assertThat(marked()).doesNotContain(foreign).hasSize(2);
    assertThat(api.post("/api/syncs/leads/rejections/retry", "{\"ids\":[\"x\"]}").status())
        .isEqualTo(400);
  }

  @Test
  void a_rejection_is_dismissed_once() {
    long run = aRun("leads", "succeeded-with-rejections");
    long id = aRejection(run, "leads", "r1");

    assertThat(api.delete("/api/syncs/contacts/rejections/" + id).status()).isEqualTo(404);
    assertThat(api.delete("/api/syncs/leads/rejections/" + id).status()).isEqualTo(204);
    assertThat(api.delete("/api/syncs/leads/rejections/" + id).status()).isEqualTo(404);
  }

  @Test
  void what_is_no_run_is_not_found() {
    for (String path : List.of("/api/runs/4711", "/api/runs/x", "/api/runs/4711/rejections")) {
      assertThat(api.get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(api.post("/api/runs/4711/cancel", null).status()).isEqualTo(404);
    assertThat(runs.asked).isEmpty();
  }

  private List<Long> marked() {
    return database
        .sql("select id from rejection where retry order by id")
        .query(Long.class)
        .list();
  }

  private static List<Long> ids(ApiClient.Answer answer, String things) {
    return answer.json().get(things).findValuesAsText("id").stream().map(Long::valueOf).toList();
  }
}
