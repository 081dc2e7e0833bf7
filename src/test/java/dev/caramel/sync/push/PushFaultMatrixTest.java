package dev.caramel.sync.push;

import static dev.caramel.sync.push.PushScores.FIELD;
import static dev.caramel.sync.push.PushScores.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.sandbox.control.RequestLog;
import dev.caramel.testkit.RunningCaramel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each row of the table of errors at each request of a push, and at one record inside a batch: the
 * run ends as is promised, the login is never hammered, and the next run brings everything to
 * Sugar, nothing of it twice.
 */
class PushFaultMatrixTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> PushScores.installed(sandbox).leads(0))
          .with("caramel.sugar.metadata-check", "1h")
          .with("caramel.sugar.response-timeout", "2s")
          .with("caramel.sugar.policy.busy.first-pause", "1ms")
          .with("caramel.sugar.policy.busy.longest-pause", "2ms")
          .with("caramel.sugar.policy.busy.bound", "10ms")
          .with("caramel.sugar.policy.no-answer.first-pause", "1ms")
          .with("caramel.sugar.policy.no-answer.longest-pause", "2ms");

  private static final PushScores list = new PushScores(caramel, "matrix");
  private static final String NAME = "Ofmatrix";
  private static int people;
  private static int score;

  @BeforeEach
  void haveAList() {
    if (people == 0) {
      caramel.write(
          "matrix",
          """
          list: Matrix
          module: Leads
          columns:
            Email: email
            First Name: first_name
            Last Name: last_name
            Lead Score: %s
          push:
            add: true
            update: Lead Score
          """
              .formatted(FIELD));
      await("the list is there")
          .atMost(Duration.ofSeconds(60))
          .until(() -> caramel.get("/api/syncs/matrix").path("state").asText().equals("ready"));
      addOne();
      addOne();
      assertThat(count(caramel.run("matrix"), "created")).isEqualTo(2);
    }
    caramel.sandbox().requests().clear();
  }

  @AfterEach
  void noFaultIsLeft() {
    caramel.sandbox().faults().clear();
  }

  /**
   * A fault at one request, and how the run that meets it may end.
   *
   * @param fault what happens
   * @param cause what the cause of the run says; empty where the fault is mended
   */
  record Row(Fault fault, String cause) {
    @Override
    public String toString() {
      return fault.kind()
          + (fault.status() == 0 ? "" : " " + fault.status())
          + (fault.retryAfter() == null ? "" : ", Retry-After " + fault.retryAfter())
          + (fault.times() < 0 ? ", again and again" : "");
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row(Fault.of("kill-session"), ""),
        new Row(Fault.of("expire-token"), ""),
        new Row(Fault.ofStatus(401), ""),
        new Row(Fault.ofStatus(401).times(-1), "Sugar refused the login"),
        new Row(Fault.ofStatus(403), "403"),
        new Row(Fault.ofStatus(404), "Sugar answered 404"),
        new Row(Fault.ofStatus(422), "Sugar answered 422"),
        new Row(Fault.ofStatus(418), "Sugar answered 418"),
        new Row(Fault.ofStatus(429).retryAfter("0"), ""),
        new Row(Fault.ofStatus(429).times(-1), "too busy; gave up"),
        new Row(Fault.ofStatus(503).retryAfter("0"), ""),
        new Row(Fault.ofStatus(503).retryAfter("3600"), "gave up after waiting for 0 seconds"),
        new Row(Fault.of("maintenance"), ""),
        new Row(Fault.of("maintenance").times(-1), "maintenance mode"),
        new Row(Fault.ofStatus(500), ""),
        new Row(Fault.of("reset"), ""),
        new Row(Fault.of("reset-after-work"), ""),
        new Row(Fault.of("reset-after-work").times(-1), "broke off or was not usable"),
        new Row(Fault.of("cut-body"), ""),
        new Row(Fault.of("hang-after-work").delayed(3500), ""),
        new Row(Fault.of("wrong-json"), ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void atEachRequestOfAPush(Row row) {
    List<String> wrong = new ArrayList<>();
    boolean hit = true;
    for (int k = 1; hit; k++) {
      stir();
      caramel.sandbox().requests().clear();
      caramel.sandbox().faults().add(row.fault().at(k));
      JsonNode run = caramel.run("matrix");
      caramel.sandbox().faults().clear();
      List<RequestLog.Entry> made = caramel.sandbox().requests().all();
      hit = k <= made.size();
      try {
        judge(run, hit ? row.cause() : "", made);
      } catch (AssertionError e) {
        wrong.add("request %d, %s: %s".formatted(k, hit ? made.get(k - 1) : "", e.getMessage()));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void judge(JsonNode run, String cause, List<RequestLog.Entry> made) {
    assertThat(made.stream().filter(one -> one.path().contains("oauth2/token")))
        .as("logins")
        .hasSizeLessThanOrEqualTo(2);
    String outcome = run.path("outcome").asText();
    if (outcome.equals("failed")) {
      assertThat(cause).as("%s", run).isNotEmpty();
      assertThat(run.path("cause").asText()).contains(cause);
    }
    if (cause.isEmpty()) {
      assertThat(outcome).as("%s", run).isEqualTo("succeeded");
      everythingArrived();
    }
    nextRunMakesItRight();
  }

  /** A second run has nothing left to do, and a third writes nothing. */
  private static void nextRunMakesItRight() {
    caramel.send("GET", "/api/sugar/test", null, Map.of());
    caramel.post("/api/syncs/matrix/rejections/retry", "{}");
    JsonNode next = caramel.run("matrix");
    assertThat(next.path("outcome").asText()).as("%s", next).isEqualTo("succeeded");
    everythingArrived();
    caramel.sandbox().requests().clear();
    assertThat(caramel.run("matrix").path("outcome").asText()).isEqualTo("succeeded");
    assertThat(list.writes()).as("writes of a run right after").isEmpty();
  }

  private static void everythingArrived() {
    assertThat(list.leadsNamed(NAME)).as("records").isEqualTo(people);
    for (JsonNode member : caramel.members("matrix")) {
      String record = member.path("record").path("id").asText();
      assertThat(record).as("record of %s", member).isNotEmpty();
      assertThat(list.inSugar(record, FIELD).toString())
          .isEqualTo(member.path("columns").path("Lead Score").asText());
    }
  }

  /** Changed scores and a new person. */
  private static void stir() {
    score = score % 90 + 1;
    list.scoreAll("id % 3 + " + score);
    addOne();
  }

  private static void addOne() {
    people++;
    list.add("matrix" + people + "@example.org", "M", NAME, 1);
  }

  /** What Sugar answers about one record inside a batch, once or always, and what comes of it. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "401, once, pushed",
    "401, always, rejected",
    "403, once, rejected",
    "404, always, skipped",
    "409, once, pushed",
    "409, always, skipped",
    "412, once, pushed",
    "412, always, skipped",
    "418, always, rejected",
    "422, always, rejected",
    "429, once, pushed",
    "429, always, rejected",
    "500, once, pushed",
    "500, always, rejected",
    "503, once, pushed",
    "503, always, rejected",
    "301, once, pushed",
    "301, always, rejected"
  })
  void atOneRecordInsideABatch(int status, String times, String outcome) {
    stir();
    caramel.run("matrix");
    String record = list.recordOf("matrix1@example.org");
    stir();
    caramel.sandbox().requests().clear();
    caramel
        .sandbox()
        .faults()
        .add(
            Fault.ofStatus(status)
                .on("PART PUT .*" + record)
                .times(times.equals("once") ? 1 : -1)
                .body("{\"error\":\"of_the_test\",\"error_message\":\"Said so.\"}"));

    JsonNode run = caramel.run("matrix");

    caramel.sandbox().faults().clear();
    assertThat(run.path("outcome").asText())
        .as(run.toString())
        .isEqualTo(outcome.equals("rejected") ? "succeeded-with-rejections" : "succeeded");
    assertThat(count(run, "rejected")).isEqualTo(outcome.equals("rejected") ? 1 : 0);
    assertThat(count(run, "skipped")).isEqualTo(outcome.equals("skipped") ? 1 : 0);
    assertThat(count(run, "pushed")).isEqualTo(people - (outcome.equals("pushed") ? 1 : 2));
    assertThat(list.writesOf(record)).as("writes").isLessThanOrEqualTo(7);
    if (outcome.equals("rejected")) {
      assertThat(list.rejectionOf(record).path("reason").asText())
          .contains(String.valueOf(status), "Said so.");
    }
    nextRunMakesItRight();
  }
}
