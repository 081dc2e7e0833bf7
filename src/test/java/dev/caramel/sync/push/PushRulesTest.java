package dev.caramel.sync.push;

import static dev.caramel.sync.push.PushScores.FIELD;
import static dev.caramel.sync.push.PushScores.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.util.List;
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

  private static String lead(int number) {
    return caramel.sandbox().sugar().ids("Leads").get(number);
  }

  private static String id(JsonNode member) {
    return member.path("record").path("id").asText();
  }
}
