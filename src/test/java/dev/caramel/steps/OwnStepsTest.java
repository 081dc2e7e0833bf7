package dev.caramel.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Sugar;
import dev.caramel.sync.RouteTexts;
import dev.caramel.testkit.RunningCaramel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Steps that an engineer puts before, after and into a pull, as docs/own-steps.md shows them. */
class OwnStepsTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(0).contacts(0).prospects(0))
          .with("caramel.routes.poll-interval", "50ms");

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String EXAMPLE = "steps/clean-phone-numbers.camel.yaml";
  private static final String THROWS =
      """
                  - throwException:
                      id: look-into-the-archive
                      exceptionType: java.lang.IllegalStateException
                      message: the archive is closed
      """;

  @BeforeAll
  static void aTableForNotes() {
    caramel.jdbc().sql("create table own_note (list text, place text, members bigint)").update();
  }

  @Test
  void theShippedExampleCleansThePhoneNumbersOfEachRecord() {
    String local = lead("cleaned", "(212) 555-2368", "917.555.0123 ext. 7");
    String abroad = lead("cleaned", "0049 30 901820", "+44 (0)20 7946 0018");
    String odd = lead("cleaned", "call after five", "555");
    String none = lead("cleaned", "", "");
    write("cleaned", "transform: direct:clean-phone-numbers", "", "");

    JsonNode first = firstRun("cleaned");

    assertThat(first.path("outcome").asText()).as(first.toString()).isEqualTo("succeeded");
    assertThat(phones("cleaned", local))
        .containsExactly("+1 212-555-2368", "+1 917-555-0123 ext. 7");
    assertThat(phones("cleaned", abroad)).containsExactly("0049 30 901820", "+44 20 7946 0018");
    assertThat(phones("cleaned", odd)).containsExactly("call after five", "555");
    assertThat(phones("cleaned", none)).containsExactly("", "");

    sugar().update("Leads", local, Map.of("phone_work", "212 555 2368"));
    JsonNode again = caramel.run("cleaned");

    assertThat(again.path("counts").path("updated").asInt()).as(again.toString()).isZero();
  }

  @Test
  void anOwnCopyTakesThePlaceOfTheExampleAndReadsAllRecordsAnew() throws IOException {
    String lead = lead("copied", "030 901820", "");
    write("copied", "transform: direct:clean-phone-numbers", "", "");
    firstRun("copied");
    assertThat(phones("copied", lead)).containsExactly("030 901820", "");
    String shipped = Files.readString(Path.of("routes", EXAMPLE));
    RouteTexts texts = caramel.bean(RouteTexts.class);

    caramel.writeFile(EXAMPLE, shipped.replace("'US'", "'DE'"));
    await().atMost(LONG).until(() -> texts.behind("clean-phone-numbers").contains("'DE'"));
    JsonNode run = caramel.run("copied");
    caramel.deleteFile(EXAMPLE);
    await().atMost(LONG).until(() -> texts.behind("clean-phone-numbers").equals(shipped));

    assertThat(run.path("mode").asText()).as(run.toString()).isEqualTo("full");
    assertThat(phones("copied", lead)).containsExactly("+49 30 901820", "");
  }

  @Test
  void stepsBeforeAndAfterAPullRunInTheirPlaces() {
    lead("around", "", "");
    write("around", "", note("before"), note("after"));

    JsonNode run = firstRun("around");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(notes("around")).containsExactly("before 0", "after 1");
  }

  @Test
  void aStepBeforeThePullThatThrowsEndsTheRunWithItsName() {
    lead("stopped-before", "", "");
    write("stopped-before", "", THROWS, note("after"));

    JsonNode run = firstRun("stopped-before");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("failed");
    assertThat(run.path("step").asText()).isEqualTo("stopped-before / look-into-the-archive");
    assertThat(run.path("cause").asText()).isEqualTo("the archive is closed");
    assertThat(caramel.members("stopped-before")).isEmpty();
    assertThat(notes("stopped-before")).isEmpty();
  }

  @Test
  void aStepAfterThePullThatThrowsEndsTheRunWithItsNameAndThePullStays() {
    lead("stopped-after", "", "");
    caramel.writeFile(
        "steps/ask-the-archive.camel.yaml",
        """
        - route:
            id: ask-the-archive
            description: A step of somebody's own, in a file of its own
            from:
              uri: direct:ask-the-archive
              steps:
        """
            + indented(THROWS));
    String call = "- to:\n    uri: direct:ask-the-archive\n";
    write("stopped-after", "", "", call);

    JsonNode run = firstRun("stopped-after");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("failed");
    assertThat(run.path("step").asText()).isEqualTo("ask-the-archive / look-into-the-archive");
    assertThat(caramel.members("stopped-after")).hasSize(1);
  }

  @Test
  void aTransformWhoseFileIsGoneEndsTheRunAndNobodyIsTouched() {
    caramel.writeFile(
        "steps/for-a-while.camel.yaml",
        "- route:\n    id: for-a-while\n    from:\n      uri: direct:for-a-while\n      steps:\n        - stop: {}\n");
    String lead = lead("bereft", "555", "");
    write("bereft", "transform: direct:for-a-while", "", "");
    assertThat(firstRun("bereft").path("outcome").asText()).isEqualTo("succeeded");

    caramel.deleteFile("steps/for-a-while.camel.yaml");
    RouteTexts texts = caramel.bean(RouteTexts.class);
    await().atMost(LONG).until(() -> texts.behind("for-a-while").isEmpty());
    sugar().update("Leads", lead, Map.of("phone_work", "556"));
    JsonNode run = caramel.run("bereft");

    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("failed");
    assertThat(run.path("cause").asText()).contains("direct:for-a-while", "its file is gone");
    assertThat(phones("bereft", lead)).containsExactly("555", "");
  }

  @Test
  void aDryRunDoesNoneOfThemButTheTransform() {
    lead("dry", "", "");
    write("dry", "transform: direct:clean-phone-numbers", note("before"), note("after"));
    firstRun("dry");
    List<String> before = notes("dry");
    lead("dry", "(212) 555-2368", "");

    JsonNode run = caramel.run("dry", "{\"dryRun\":true}");

    assertThat(run.path("counts").path("added").asInt()).as(run.toString()).isEqualTo(1);
    assertThat(run.path("samples").toString()).contains("+1 212-555-2368");
    assertThat(notes("dry")).isEqualTo(before);
  }

  private static String note(String place) {
    return """
                  - setBody:
                      expression:
                        simple:
                          expression: "insert into own_note select '${routeId}', '%s', count(*) from member where list_id = '${routeId}'"
                  - to:
                      uri: jdbc:dataSource
        """
        .formatted(place);
  }

  private static List<String> notes(String list) {
    return caramel
        .jdbc()
        .sql("select place || ' ' || members from own_note where list = ? order by ctid")
        .param(list)
        .query(String.class)
        .list();
  }

  /** A sync of the leads of that city, with steps of its own around the pull. */
  private static void write(String id, String property, String before, String after) {
    String text =
        """
        - beans:
            - name: %1$s
              type: dev.caramel.sync.ListSync
              properties:
                list: %1$s
                module: Leads
                filter: '[{"primary_address_city":"%1$s"}]'
                %2$s
                columns:
                  Phone: phone_work
                  Mobile: phone_mobile
                pull:
                  add: true
                  remove: true
                  update: Phone, Mobile
        - route:
            id: %1$s
            description: A sync with steps of its own
            from:
              uri: direct:%1$s
              steps:
        %3$s
                - to:
                    uri: direct:pull-from-sugar
        %4$s
        """;
    caramel.writeFile(
        "syncs/" + id + ".camel.yaml",
        text.formatted(id, property, indented(before), indented(after)));
  }

  private static String indented(String steps) {
    return steps.stripTrailing().stripIndent().indent(8).stripTrailing();
  }

  private static JsonNode firstRun(String id) {
    await(id).atMost(LONG).until(() -> caramel.lastRun(id).hasNonNull("endedAt"));
    return caramel.lastRun(id);
  }

  private static List<String> phones(String list, String record) {
    JsonNode columns = caramel.member(list, record).path("columns");
    return List.of(columns.path("Phone").asText(""), columns.path("Mobile").asText(""));
  }

  private static String lead(String city, String phone, String mobile) {
    return sugar()
        .create(
            "Leads",
            Map.of(
                "last_name",
                "Somebody",
                "primary_address_city",
                city,
                "phone_work",
                phone,
                "phone_mobile",
                mobile));
  }

  private static Sugar sugar() {
    return caramel.sandbox().sugar();
  }
}
