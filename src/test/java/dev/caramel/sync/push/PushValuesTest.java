package dev.caramel.sync.push;

import static dev.caramel.sync.push.PushScores.FIELD;
import static dev.caramel.sync.push.PushScores.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.sugar.Sugar;
import dev.caramel.testkit.RunningCaramel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How each pushed value is checked before it is sent and after, and when it is sent again. */
class PushValuesTest {
  private static final String DEFINITION =
      """
      list: Values
      module: Leads
      columns:
        Email: email
        Last Name: last_name
        Code: code_c
        Rate: rate_c
        Golf: golf_c
        Born: born_c
        Called: called_c
        Sum: sum_c
        Fixed: fixed_c
        Guarded: guarded_c
        Source: lead_source
        Lead Score: %s
      pull:
        add: true
        update: Email
      push:
        update: Lead Score, Last Name, Code, Rate, Golf, Born, Called, Sum, Fixed, Guarded, Source
      pushBlanks: true
      """
          .formatted(FIELD);

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(
              sandbox ->
                  PushScores.installed(sandbox)
                      .leads(30)
                      .withField("Leads", field("code_c", "varchar", Map.of("len", 10)))
                      .withField("Leads", field("rate_c", "decimal", Map.of()))
                      .withField("Leads", field("golf_c", "bool", Map.of()))
                      .withField("Leads", field("born_c", "date", Map.of()))
                      .withField("Leads", field("called_c", "datetimecombo", Map.of()))
                      .withField("Leads", field("sum_c", "int", Map.of("calculated", "true")))
                      .withField("Leads", field("fixed_c", "varchar", Map.of("readonly", "1")))
                      .withField("Leads", field("guarded_c", "varchar", Map.of())))
          .with("caramel.push.batch-size", 5)
          .with("caramel.push.parallel-requests", 1);

  private static final PushScores values = new PushScores(caramel, "values");
  private static int next;
  private String lead;

  @BeforeEach
  void anotherLeadOfTheList() {
    if (caramel.lastRun("values").isMissingNode()) {
      caramel.sandbox().users().find("caramel").role().protect("Leads", "guarded_c");
      caramel.sync("values", DEFINITION);
    }
    lead = caramel.sandbox().sugar().create("Leads", Map.of("last_name", "V" + next++));
    caramel.run("values");
    caramel.sandbox().requests().clear();
  }

  @AfterEach
  void noFaultIsLeft() {
    caramel.sandbox().faults().clear();
    caramel.sandbox().meanwhile().clear();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          caramel_lead_score_c | many                 | is of the type int, and "many" is none
          caramel_lead_score_c | 4.5                  | is of the type int, and "4.5" is none
          caramel_lead_score_c | 3000000000           | is of the type int
          rate_c               | half                 | is of the type decimal
          golf_c               | perhaps              | is of the type bool
          born_c               | 2026-02-30           | is of the type date
          called_c             | tomorrow             | is of the type datetimecombo
          code_c               | ABCDEFGHIJK          | keeps 10 characters, and "ABCDEFGHIJK" has 11
          lead_source          | No Such Key          | has no key "No Such Key"; it has
          last_name            |                      | is required in Sugar, and the list's value is empty
          sum_c                | 7                    | it is read-only or calculated, or a role denies writing it
          fixed_c              | other                | it is read-only or calculated, or a role denies writing it
          guarded_c            | other                | it is read-only or calculated, or a role denies writing it
          """)
  void whatSugarWouldNotKeepIsRejectedWithoutARequestWhileTheRestArrives(
      String field, String value, String reason) {
    Map<String, Object> before = caramel.sandbox().sugar().record("Leads", lead);
    values.edit(lead, field, value == null ? null : number(value));
    if (!field.equals(FIELD)) {
      values.edit(lead, FIELD, 5);
    }

    JsonNode run = caramel.run("values");

    assertThat(count(run, "rejected")).as(run.toString()).isEqualTo(1);
    JsonNode rejection = values.rejectionOf(lead);
    assertThat(rejection.path("field").asText()).isEqualTo(field);
    assertThat(rejection.path("reason").asText()).contains(reason);
    assertThat(values.inSugar(lead, field)).isEqualTo(before.get(field));
    assertThat(count(run, "pushed")).isEqualTo(field.equals(FIELD) ? 0 : 1);
    assertThat(values.writesOf(lead)).isEqualTo(field.equals(FIELD) ? 0 : 1);
    assertThat(count(caramel.run("values"), "rejected")).isZero();
  }

  @Test
  void anEmptiedValueIsPushedWhereTheSyncSaysSo() {
    values.edit(lead, "code_c", "ABC");
    caramel.run("values");
    values.edit(lead, "code_c", null);

    assertThat(count(caramel.run("values"), "pushed")).isEqualTo(1);

    assertThat(values.inSugar(lead, "code_c")).isIn("", null);
    assertThat(count(caramel.run("values"), "pushed")).isZero();
  }

  @Test
  void aValueThatSugarKeptOtherwiseIsRejectedAndSentAgainWhenTheFieldChanges() {
    values.edit(lead, "code_c", "ABCDEFGH");
    caramel
        .sandbox()
        .faults()
        .before(
            "bulk",
            () -> caramel.sandbox().install("Leads", field("code_c", "varchar", Map.of("len", 4))));

    JsonNode run = caramel.run("values");

    assertThat(count(run, "rejected")).as(run.toString()).isEqualTo(1);
    assertThat(values.rejectionOf(lead).path("reason").asText()).contains("ABCDEFGH", "\"ABCD\"");
    caramel.sandbox().install("Leads", field("code_c", "varchar", Map.of("len", 12)));
    // Sugar is asked for its metadata's hash once a minute: that minute has passed.
    caramel.bean(Sugar.class).forgetMetadata("default");
    caramel.run("values");
    assertThat(values.inSugar(lead, "code_c")).isEqualTo("ABCDEFGH");
    assertThat(values.rejectionOf(lead)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sugar", "definition", "retry"})
  void whatSugarRefusedIsSentAgainWhenSomethingAboutItChanges(String what) {
    values.edit(lead, "code_c", "AGAIN");
    caramel
        .sandbox()
        .faults()
        .add(Fault.ofStatus(422).on("PART PUT .*" + lead).times(1).body("{\"error\":\"no\"}"));
    assertThat(count(caramel.run("values"), "rejected")).isEqualTo(1);
    caramel.sandbox().requests().clear();
    caramel.run("values");
    assertThat(values.writesOf(lead)).isZero();

    switch (what) {
      case "sugar" -> caramel.sandbox().sugar().update("Leads", lead, Map.of("code_c", "THEIRS"));
      case "retry" -> caramel.post("/api/syncs/values/rejections/retry", "{}");
      default -> define(DEFINITION.replace(", Source\n", "\n"));
    }
    caramel.run("values");

    assertThat(values.inSugar(lead, "code_c")).isEqualTo("AGAIN");
    assertThat(values.rejectionOf(lead)).isNull();
    assertThat(values.writesOf(lead)).isEqualTo(1);
    if (what.equals("definition")) {
      define(DEFINITION);
    }
  }

  @Test
  void aPushThatIsCancelledEndsBetweenBatchesAndTheNextRunWritesTheRest() {
    List<String> leads = caramel.sandbox().sugar().ids("Leads");
    caramel
        .jdbc()
        .sql(
            "update member set \"values\" = \"values\" || jsonb_build_object('code_c', 'C' || id) where list_id = 'values'")
        .update();
    caramel
        .sandbox()
        .meanwhile()
        .before(
            "bulk$",
            2,
            () ->
                caramel.send(
                    "POST",
                    "/api/runs/" + caramel.lastRun("values").path("id").asText() + "/cancel",
                    null,
                    Map.of()));

    JsonNode run = caramel.run("values");

    assertThat(run.path("outcome").asText()).isEqualTo("interrupted");
    assertThat(run.path("cause").asText()).isEqualTo("it was cancelled");
    assertThat(count(run, "pushed")).isBetween(5, leads.size() - 1);
    JsonNode rest = caramel.run("values");
    assertThat(count(rest, "pushed")).isEqualTo(leads.size() - count(run, "pushed"));
    assertThat(leads).allSatisfy(one -> assertThat(values.writesOf(one)).isEqualTo(1));
  }

  private static void define(String definition) {
    String loadedAt = caramel.get("/api/syncs/values").path("loadedAt").asText();
    caramel.write("values", definition);
    await()
        .until(() -> !caramel.get("/api/syncs/values").path("loadedAt").asText().equals(loadedAt));
  }

  private static Object number(String text) {
    return text.matches("-?[0-9.]+") ? new java.math.BigDecimal(text) : text;
  }

  private static SugarField field(String name, String type, Map<String, Object> more) {
    Map<String, Object> all =
        new HashMap<>(Map.of("name", name, "type", type, "source", "custom_fields"));
    all.putAll(more);
    return SugarField.of(all);
  }
}
