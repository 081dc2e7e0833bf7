package dev.caramel.sync.push;

import static dev.caramel.sync.push.PushScores.count;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns that both directions update: what one side changed flows, else the rule decides. */
class PushConflictsTest {
  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sandbox -> sandbox.leads(20));

  private static final PushScores list = new PushScores(caramel, "both");
  private static final Map<String, String> COLUMNS =
      Map.of("title", "Title", "department", "Department", "description", "Notes");

  private String lead;

  @BeforeEach
  void haveAListAndALead() {
    if (caramel.lastRun("both").isMissingNode()) {
      caramel.sync(
          "both",
          """
          list: Both
          module: Leads
          columns:
            Email: email
            Title: title
            Department: department
            Notes: description
          conflict:
            Title: sugar
            Department: list
            Notes: newest
          pull:
            add: true
            update: Title, Department, Notes
          push:
            update: Title, Department, Notes
          """);
    }
    lead =
        caramel
            .sandbox()
            .sugar()
            .create(
                "Leads",
                Map.of(
                    "last_name", "B", "title", "old", "department", "old", "description", "old"));
    caramel.run("both");
    caramel.sandbox().requests().clear();
  }

  @AfterEach
  void noFaultIsLeft() {
    caramel.sandbox().faults().clear();
    caramel.sandbox().meanwhile().clear();
  }

  @ParameterizedTest
  @CsvSource({"title", "department", "description"})
  void whatOneSideChangedFlowsToTheOtherAndWritesStopAfterOneRound(String field) {
    list.edit(lead, field, "of the list");
    JsonNode run = caramel.run("both");
    assertThat(count(run, "pushed")).as(run.toString()).isEqualTo(1);
    assertThat(list.inSugar(lead, field)).isEqualTo("of the list");

    caramel.sandbox().sugar().update("Leads", lead, Map.of(field, "of Sugar"));
    run = caramel.run("both");
    assertThat(inList(field)).isEqualTo("of Sugar");
    assertThat(count(run, "pushed")).isZero();
    assertThat(run.path("conflicts")).isEmpty();

    caramel.run("both");
    assertThat(list.writesOf(lead)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"title, of Sugar, sugar", "department, of the list, list"})
  void whereBothChangedTheRuleDecidesAndThePersonCanReadIt(
      String field, String winner, String kept) {
    list.edit(lead, field, "of the list");
    caramel.sandbox().sugar().update("Leads", lead, Map.of(field, "of Sugar"));

    JsonNode run = caramel.run("both");

    assertThat(inList(field)).isEqualTo(winner);
    assertThat(list.inSugar(lead, field)).isEqualTo(winner);
    JsonNode conflict = run.path("conflicts").path(0);
    assertThat(conflict.path("record").asText()).isEqualTo(lead);
    assertThat(conflict.path("column").asText()).isEqualTo(COLUMNS.get(field));
    assertThat(conflict.path("sugar").asText()).isEqualTo("of Sugar");
    assertThat(conflict.path("list").asText()).isEqualTo("of the list");
    assertThat(conflict.path("kept").asText()).isEqualTo(kept);
    assertThat(run.path("conflicts")).hasSize(1);
    assertThat(caramel.run("both").path("conflicts")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-3600, of the list", "3600, of Sugar"})
  void newestDecidesByTheTimeOfTheEdit(int seconds, String winner) {
    list.edit(lead, "description", "of the list");
    caramel
        .sandbox()
        .sugar()
        .update(
            "Leads",
            lead,
            Map.of(
                "description",
                "of Sugar",
                "date_modified",
                caramel.sandbox().clock().instant().plusSeconds(seconds)));

    caramel.run("both", "{\"full\":true}");

    assertThat(inList("description")).isEqualTo(winner);
    assertThat(list.inSugar(lead, "description")).isEqualTo(winner);
  }

  @Test
  void whereBothChangedToTheSameNothingHappens() {
    list.edit(lead, "title", "the same");
    caramel.sandbox().sugar().update("Leads", lead, Map.of("title", "the same"));

    JsonNode run = caramel.run("both");

    assertThat(run.path("conflicts")).isEmpty();
    assertThat(list.writesOf(lead)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"title, of Sugar", "department, of the list", "description, of Sugar"})
  void changeInTheSecondsBetweenReadingAndWritingIsDecidedAgain(String field, String winner) {
    list.edit(lead, field, "of the list");
    caramel
        .sandbox()
        .faults()
        .before(
            "PART PUT .*" + lead,
            () ->
                caramel
                    .sandbox()
                    .sugar()
                    .update(
                        "Leads",
                        lead,
                        Map.of(
                            field,
                            "of Sugar",
                            "date_modified",
                            Instant.parse("2035-01-01T00:00:00Z"))));

    JsonNode run = caramel.run("both");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(list.inSugar(lead, field)).isEqualTo(winner);
    assertThat(inList(field)).isEqualTo(winner);
    assertThat(run.path("conflicts")).hasSize(1);
  }

  @Test
  void editOfTheListWhileSugarsValueIsTakenIsDecidedAgain() {
    list.edit(lead, "description", "first");
    caramel.run("both");
    long reads = reads();
    list.edit(lead, "description", "of an hour ago");
    caramel
        .jdbc()
        .sql("update member set edited = jsonb_build_object('description', ?) where record_id = ?")
        .params(Instant.now().minusSeconds(3600).toString(), lead)
        .update();
    caramel
        .sandbox()
        .meanwhile()
        .before(
            "Leads/filter$",
            (int) reads,
            () -> {
              Instant between = caramel.sandbox().clock().instant().minusSeconds(1800);
              Map<String, Object> theirs =
                  Map.of("description", "of Sugar", "date_modified", between);
              caramel.sandbox().sugar().update("Leads", lead, theirs);
              list.edit(lead, "description", "of now");
            });

    JsonNode run = caramel.run("both");

    assertThat(inList("description")).as(run.toString()).isEqualTo("of now");
    assertThat(list.inSugar(lead, "description")).isEqualTo("of now");
  }

  @Test
  void twoSyncsOfOneModuleStopWritingAfterOneRound() {
    caramel.sync("left", definition("Left", "Title", "Department, Notes"));
    caramel.sync("right", definition("Right", "Department, Notes", "Title"));
    PushScores left = new PushScores(caramel, "left");
    PushScores right = new PushScores(caramel, "right");
    left.edit(lead, "title", "of the left");
    left.edit(lead, "department", "of the left");
    right.edit(lead, "department", "of the right");
    right.edit(lead, "title", "of the right");
    caramel.sandbox().sugar().update("Leads", lead, Map.of("description", "of Sugar"));
    right.edit(lead, "description", "of the right");
    caramel.run("left");
    caramel.run("right");
    caramel.run("left");
    caramel.sandbox().requests().clear();

    for (int round = 0; round < 2; round++) {
      assertThat(count(caramel.run("left"), "updated")).isZero();
      assertThat(count(caramel.run("right"), "updated")).isZero();
    }

    assertThat(list.writes()).isEmpty();
    COLUMNS.forEach(
        (field, column) -> {
          String kept = String.valueOf(list.inSugar(lead, field));
          assertThat(kept).startsWith("of ");
          for (String sync : List.of("left", "right")) {
            JsonNode columns = caramel.member(sync, lead).path("columns");
            assertThat(columns.path(column).asText()).as(sync + " " + column).isEqualTo(kept);
          }
        });
  }

  /** A list whose columns flow both ways; where both changed, the named ones are the list's. */
  private static String definition(String name, String ofList, String ofSugar) {
    StringBuilder rules = new StringBuilder();
    List.of(ofList.split(", ")).forEach(one -> rules.append("  %s: list\n".formatted(one)));
    List.of(ofSugar.split(", ")).forEach(one -> rules.append("  %s: sugar\n".formatted(one)));
    return """
    list: %s
    module: Leads
    columns:
      Email: email
      Title: title
      Department: department
      Notes: description
    conflict:
    %spull:
      add: true
      update: Title, Department, Notes
    push:
      update: Title, Department, Notes
    """
        .formatted(name, rules);
  }

  private static long reads() {
    return caramel.sandbox().requests().all().stream()
        .filter(request -> request.path().endsWith("Leads/filter"))
        .count();
  }

  private String inList(String field) {
    return caramel.member("both", lead).path("columns").path(COLUMNS.get(field)).asText();
  }
}
