package dev.caramel.sync.program;

import static dev.caramel.sync.program.Maintained.WAITS;
import static dev.caramel.sync.program.Maintained.plus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs of maintenance programs whose lease was lost: what they leave, and who goes on. */
class LostProgramRunsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String LIST =
      """
      list: %s
      module: Leads
      columns:
        Email: email
        Score: survey_score_c
        Fleet: fleet_size_c
      pull:
        add: true
        update: Email
      """;

  private static final String TAKEN_OVER =
      "fence = nextval('sync_fence'), expires_at = now() + interval '1 hour'";

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(0)).with("caramel.lease.beat", "200ms");

  private static final Maintained programs = new Maintained(caramel);

  @BeforeAll
  static void aLead() {
    caramel
        .sandbox()
        .sugar()
        .create("Leads", Map.of("last_name", "Doe", "email1", "ann@example.com"));
  }

  private static JsonNode ann(String list, String column) {
    return programs.value(list, "ann@example.com", column);
  }

  @Test
  void a_run_whose_node_was_given_up_is_gone_on_with_behind_what_it_had_committed()
      throws Exception {
    caramel.sync("taken", LIST.formatted("Taken"));
    programs.write(
        "two-steps",
        plus("two-steps-1", "taken", "Score"),
        WAITS,
        plus("two-steps-2", "taken", "Fleet"));
    String first;
    try (Connection lock = programs.lock()) {
      first = caramel.post("/api/programs/two-steps/runs", "{}").path("id").asText();
      await().atMost(LONG).until(() -> "1".equals(ann("taken", "Score").toString()));
      caramel
          .jdbc()
          .sql(
              "update sync_lease set fence = nextval('sync_fence'), expires_at = now() - interval '1 s'"
                  + " where sync_id = 'program/two-steps'")
          .update();
      await()
          .atMost(LONG)
          .until(() -> !programs.lastRun("two-steps").path("id").asText().equals(first));
    }

    JsonNode second = caramel.awaitEnd(programs.lastRun("two-steps").path("id").asText());

    assertThat(caramel.get("/api/runs/" + first).path("outcome").asText()).isEqualTo("interrupted");
    assertThat(second.path("trigger").asText()).isEqualTo("start");
    assertThat(second.path("outcome").asText()).as(second.toString()).isEqualTo("succeeded");
    assertThat(ann("taken", "Score")).hasToString("1");
    assertThat(ann("taken", "Fleet")).hasToString("1");
    assertThat(programs.run("two-steps").path("outcome").asText()).isEqualTo("succeeded");
    assertThat(ann("taken", "Score")).hasToString("2");
  }

  @Test
  void a_run_that_fails_behind_a_take_over_leaves_its_place_to_the_other_node() throws Exception {
    caramel.sync("late", LIST.formatted("Late"));
    try (Connection lock = inTheMiddleOf("late-steps", "late")) {
      endItsSessionWhen("late-steps", TAKEN_OVER);
      requireLeftToTheOther("late-steps");
    }
  }

  @Test
  void a_run_that_ends_well_behind_a_take_over_leaves_it_too() throws Exception {
    caramel.sync("later", LIST.formatted("Later"));
    try (Connection lock = inTheMiddleOf("later-steps", "later")) {
      caramel
          .jdbc()
          .sql("update sync_lease set " + TAKEN_OVER + " where sync_id = 'program/later-steps'")
          .update();
    }
    requireLeftToTheOther("later-steps");
  }

  /** Starts a run that has done its first step, and whose second one waits for what is returned. */
  private static Connection inTheMiddleOf(String program, String list) throws Exception {
    programs.write(program, plus(program + "-1", list, "Score"), WAITS);
    Connection lock = programs.lock();
    caramel.post("/api/programs/" + program + "/runs", "{}");
    await().atMost(LONG).until(() -> "1".equals(ann(list, "Score").toString()));
    await().atMost(LONG).until(() -> waitingForTheLock() == 1);
    return lock;
  }

  private static void requireLeftToTheOther(String program) {
    await()
        .atMost(LONG)
        .until(() -> caramel.bean(CamelContext.class).getInflightRepository().size(program) == 0);
    assertThat(number("select count(*) from program_checkpoint where program_id = '%s'", program))
        .isEqualTo(1);
    assertThat(number("select count(*) from sync_lease where sync_id = 'program/%s'", program))
        .isEqualTo(1);
    assertThat(programs.lastRun(program).path("outcome").asText())
        .as("who took over says how it ended")
        .isEqualTo("running");
    caramel.jdbc().sql("delete from sync_lease where sync_id = 'program/" + program + "'").update();
  }

  @Test
  void a_run_whose_session_was_ended_while_the_node_stood_still_is_gone_on_with() throws Exception {
    caramel.sync("still", LIST.formatted("Still"));
    programs.write("still-steps", plus("still-1", "still", "Score"), WAITS);
    String first;
    try (Connection lock = programs.lock()) {
      first = caramel.post("/api/programs/still-steps/runs", "{}").path("id").asText();
      await().atMost(LONG).until(() -> waitingForTheLock() == 1);
      endItsSessionWhen("still-steps", "expires_at = now() - interval '1 second'");
      assertThat(caramel.awaitEnd(first).path("outcome").asText()).isEqualTo("interrupted");
      await()
          .atMost(LONG)
          .until(() -> !programs.lastRun("still-steps").path("id").asText().equals(first));
    }

    JsonNode second = caramel.awaitEnd(programs.lastRun("still-steps").path("id").asText());
    assertThat(second.path("outcome").asText()).as(second.toString()).isEqualTo("succeeded");
    assertThat(ann("still", "Score")).hasToString("1");
  }

  private static long waitingForTheLock() {
    return number("select count(*) from pg_locks where objid = 4711 and not granted");
  }

  /** Both at once: no beat of this node comes between. */
  private static void endItsSessionWhen(String program, String leaseIs) {
    long ended =
        number(
            """
            with taken as (
              update sync_lease set %s where sync_id = 'program/%s' returning 1)
            select count(*) from (
              select pg_terminate_backend(pid) from taken, pg_locks
               where objid = 4711 and not granted) ended
            """,
            leaseIs, program);
    assertThat(ended).isEqualTo(1);
  }

  private static long number(String sql, Object... parts) {
    return caramel.jdbc().sql(sql.formatted(parts)).query(Long.class).single();
  }
}
