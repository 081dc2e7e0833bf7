package dev.caramel.sync.push;

import static dev.caramel.sync.push.PushScores.FIELD;
import static dev.caramel.sync.push.PushScores.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a push writes to records that the list knows, by each of its rules. */
class PushRulesTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> PushScores.installed(sandbox).leads(40))
          .with("caramel.push.batch-size", 7);

  private static final PushScores scores = new PushScores(caramel, "scores");

  @BeforeEach
  void haveAList() {
    if (caramel.lastRun("scores").isMissingNode()) {
      caramel.sync(
          "scores",
          """
          list: Scores
          module: Leads
          columns:
            Email: email
            First Name: first_name
            Lead Source: lead_source
            Phone: phone_work
            Lead Score: %s
          pull:
            add: true
            update: Email, First Name
          push:
            update: Lead Score, Lead Source, Phone
          """
              .formatted(FIELD));
    }
    caramel.run("scores");
    caramel.sandbox().requests().clear();
  }

  @AfterEach
  void noFaultIsLeft() {
    caramel.sandbox().faults().clear();
  }

  @Test
  void changedValuesArriveAndSecondRunWritesNothing() {
    scores.scoreAll("id % 90");

    JsonNode run = caramel.run("scores");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(count(run, "pushed")).isEqualTo(40);
    for (JsonNode member : caramel.members("scores")) {
      assertThat(scores.inSugar(id(member), FIELD).toString())
          .isEqualTo(member.path("columns").path("Lead Score").asText());
    }
    assertThat(scores.writes()).hasSize(40);
    assertThat(count(caramel.run("scores"), "pushed")).isZero();
    assertThat(scores.writes()).hasSize(40);
  }

  @Test
  void onlyChangedValuesAreWritten() {
    String lead = lead(3);
    scores.edit(lead, FIELD, 91);

    JsonNode run = caramel.run("scores");

    assertThat(count(run, "pushed")).isEqualTo(1);
    assertThat(scores.writesOf(lead)).isEqualTo(1);
    assertThat(scores.writes()).hasSize(1);
  }

  @Test
  void whatSugarHadAlreadyIsNotWritten() {
    String lead = caramel.sandbox().sugar().create("Leads", Map.of("last_name", "New", FIELD, 17));

    JsonNode run = caramel.run("scores");

    assertThat(count(run, "added")).isEqualTo(1);
    assertThat(count(run, "pushed")).isZero();
    assertThat(scores.writesOf(lead)).isZero();
  }

  @Test
  void wrongValuesAreRejectedAndNotSentAgainUntilTheyChange() {
    String lead = lead(5);
    scores.edit(lead, "lead_source", "No Such Key");
    scores.edit(lead, FIELD, 12);

    JsonNode run = caramel.run("scores");

    assertThat(run.path("outcome").asText()).isEqualTo("succeeded-with-rejections");
    assertThat(count(run, "rejected")).isEqualTo(1);
    assertThat(scores.inSugar(lead, FIELD).toString()).isEqualTo("12");
    JsonNode rejection = scores.rejectionOf(lead);
    assertThat(rejection.path("direction").asText()).isEqualTo("push");
    assertThat(rejection.path("column").asText()).isEqualTo("Lead Source");
    assertThat(rejection.path("reason").asText()).contains("No Such Key", "lead_source");
    assertThat(count(caramel.run("scores"), "rejected")).isZero();

    scores.edit(lead, "lead_source", "Email");
    assertThat(count(caramel.run("scores"), "pushed")).isEqualTo(1);
    assertThat(scores.inSugar(lead, "lead_source")).isEqualTo("Email");
    assertThat(scores.rejectionOf(lead)).isNull();
  }

  @Test
  void whatSugarRefusesIsRejectedWithItsWordsWhileOtherValuesArrive() {
    String lead = lead(6);
    scores.edit(lead, FIELD, 66);
    scores.edit(lead, "phone_work", "+49 30 1");
    caramel
        .sandbox()
        .faults()
        .add(
            Fault.ofStatus(422)
                .on("PART PUT .*" + lead)
                .times(2)
                .body("{\"error\":\"invalid_parameter\",\"error_message\":\"No such thing.\"}"));

    JsonNode run = caramel.run("scores");

    assertThat(count(run, "rejected")).isEqualTo(1);
    assertThat(count(run, "pushed")).isEqualTo(1);
    assertThat(scores.rejectionOf(lead).path("reason").asText()).contains("No such thing.");
    assertThat(count(caramel.run("scores"), "pushed")).isZero();

    caramel.post("/api/syncs/scores/rejections/retry", "{}");
    assertThat(count(caramel.run("scores"), "pushed")).isEqualTo(1);
    assertThat(scores.rejectionOf(lead)).isNull();
    assertThat(scores.inSugar(lead, "phone_work")).isEqualTo("+49 30 1");
    assertThat(scores.inSugar(lead, FIELD).toString()).isEqualTo("66");
  }

  @Test
  void editInSugarOfWhatOnlyThePushUpdatesStaysUntilTheListsValueChanges() {
    String lead = lead(7);
    scores.edit(lead, FIELD, 70);
    caramel.run("scores");
    caramel.sandbox().sugar().update("Leads", lead, Map.of(FIELD, 1));

    JsonNode run = caramel.run("scores");

    assertThat(count(run, "pushed")).isZero();
    assertThat(scores.inSugar(lead, FIELD).toString()).isEqualTo("1");
    assertThat(caramel.get("/api/syncs/scores").path("drift").asInt()).isEqualTo(1);

    scores.edit(lead, FIELD, 71);
    caramel.run("scores");
    assertThat(scores.inSugar(lead, FIELD).toString()).isEqualTo("71");
    assertThat(caramel.get("/api/syncs/scores").path("drift").asInt()).isZero();
  }

  @Test
  void emptyValueIsNotPushedUnlessTheSyncSaysSo() {
    String lead = lead(8);
    scores.edit(lead, FIELD, 80);
    caramel.run("scores");
    scores.edit(lead, FIELD, null);

    assertThat(count(caramel.run("scores"), "pushed")).isZero();
    assertThat(scores.inSugar(lead, FIELD).toString()).isEqualTo("80");
  }

  @Test
  void dryRunWritesNothingAndShowsWhatItWould() {
    String lead = lead(9);
    scores.edit(lead, FIELD, 9);

    JsonNode run = caramel.run("scores", "{\"dryRun\":true}");

    assertThat(count(run, "pushed")).isEqualTo(1);
    assertThat(
            run.path("samples").path("pushed").path(0).path("columns").path("Lead Score").asInt())
        .isEqualTo(9);
    assertThat(scores.writes()).isEmpty();
    assertThat(count(caramel.run("scores"), "pushed")).isEqualTo(1);
  }

  @Test
  void runLimitedToSomeRecordsPushesThoseAlone() {
    scores.edit(lead(10), FIELD, 10);
    scores.edit(lead(11), FIELD, 11);

    JsonNode run = caramel.run("scores", "{\"records\":[\"" + lead(10) + "\"]}");

    assertThat(count(run, "pushed")).isEqualTo(1);
    assertThat(scores.inSugar(lead(10), FIELD).toString()).isEqualTo("10");
    assertThat(count(caramel.run("scores"), "pushed")).isEqualTo(1);
  }

  @Test
  void recordThatIsGoneIsCountedAndNoError() {
    String lead = caramel.sandbox().sugar().create("Leads", Map.of("last_name", "Gone"));
    caramel.run("scores");
    scores.edit(lead, FIELD, 3);
    caramel
        .sandbox()
        .faults()
        .before("bulk", () -> caramel.sandbox().sugar().delete("Leads", lead));

    JsonNode run = caramel.run("scores");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(count(run, "skipped")).isEqualTo(1);
    assertThat(count(run, "pushed")).isZero();
  }

  private static String lead(int number) {
    return caramel.sandbox().sugar().ids("Leads").get(number);
  }

  private static String id(JsonNode member) {
    return member.path("record").path("id").asText();
  }
}
