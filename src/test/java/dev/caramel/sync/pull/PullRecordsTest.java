package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Sugar;
import dev.caramel.testkit.RunningCaramel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What single records do to a list: values, addresses, who is who, and what can't be applied. */
class PullRecordsTest {
  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sandbox -> sandbox.leads(10));

  private static final String RULES =
      """
      columns:
        Email: email
        First Name: first_name
        Last Name: last_name
      pull:
        add: true
        remove: true
        update: Email, First Name, Last Name
      """;

  @Test
  void dryRunCountsAndShowsButWritesNothing() {
    String id = person("Dry", "Before", "dry@example.com");
    caramel.sync("dry", named("Dry"));
    sugar().update("Leads", id, Map.of("first_name", "After"));
    person("Dry", "New", "dry.new@example.com");

    JsonNode run = caramel.run("dry", "{\"dryRun\":true}");

    assertThat(count(run, "added")).as(run.toString()).isEqualTo(1);
    assertThat(count(run, "updated")).isEqualTo(1);
    assertThat(run.path("samples").path("added")).hasSize(1);
    assertThat(run.path("samples").path("updated")).hasSize(1);
    assertThat(caramel.members("dry")).hasSize(1);
    assertThat(column("dry", id, "First Name").asText()).isEqualTo("Before");
    assertThat(count(caramel.run("dry"), "added")).isEqualTo(1);
  }

  @Test
  void runOfSomeRecordsReadsAddsAndRemovesThoseAlone() {
    String changed = person("Chosen", "Before", "chosen1@example.com");
    String gone = person("Chosen", "Gone", "chosen2@example.com");
    String alsoGone = person("Chosen", "Also Gone", "chosen3@example.com");
    caramel.sync("chosen", named("Chosen"));
    sugar().update("Leads", changed, Map.of("first_name", "After"));
    sugar().delete("Leads", gone);
    sugar().delete("Leads", alsoGone);
    String added = person("Chosen", "New", "chosen4@example.com");
    String notAsked = person("Chosen", "Not Asked", "chosen5@example.com");
    String elsewhere = person("Elsewhere", "Nobody's", "chosen6@example.com");

    JsonNode run =
        caramel.run(
            "chosen",
            "{\"records\":[\"%s\",\"%s\",\"%s\",\"%s\"]}"
                .formatted(changed, gone, added, elsewhere));

    assertThat(count(run, "read")).as(run.toString()).isEqualTo(2);
    assertThat(count(run, "added")).isEqualTo(1);
    assertThat(count(run, "updated")).isEqualTo(1);
    assertThat(count(run, "removed")).isEqualTo(1);
    assertThat(caramel.member("chosen", alsoGone).path("removedAt").isNull()).isTrue();
    assertThat(caramel.member("chosen", notAsked).isMissingNode()).isTrue();
    assertThat(caramel.member("chosen", elsewhere).isMissingNode()).isTrue();
    JsonNode next = caramel.run("chosen");
    assertThat(next.path("mode").asText()).isEqualTo("changes");
    assertThat(count(next, "added")).as(next.toString()).isEqualTo(1);
    assertThat(count(next, "removed")).isEqualTo(1);
  }

  @Test
  void emptyValueEmptiesTheColumn() {
    String id = person("Blank", "Filled", "blank@example.com");
    caramel.sync("blank", named("Blank"));
    sugar().update("Leads", id, Map.of("first_name", ""));

    assertThat(count(caramel.run("blank"), "updated")).isEqualTo(1);
    assertThat(column("blank", id, "First Name").isNull()).isTrue();
  }

  @Test
  void optOutIsReadFromTheAddressThoughNoRecordChanged() {
    String id = person("Opting", "Out", "opting@example.com");
    caramel.sync("opting", named("Opting"));
    assertThat(caramel.member("opting", id).path("optedOut").asBoolean()).isFalse();
    sugar().setAddress("opting@example.com", true, false);
    caramel.run("opting");
    assertThat(caramel.member("opting", id).path("optedOut").asBoolean()).isTrue();

    sugar().setAddress("opting@example.com", false, true);
    caramel.run("opting");
    assertThat(caramel.member("opting", id).path("optedOut").asBoolean()).isFalse();
    assertThat(caramel.member("opting", id).path("invalidEmail").asBoolean()).isTrue();
  }

  @Test
  void memberWithoutRecordBecomesThatOfTheLowestId() {
    caramel.sync("who", named("Who"));
    caramel
        .jdbc()
        .sql("insert into member (list_id, email, \"values\") values ('who', ?, ?::jsonb)")
        .params("WHO@example.com", "{\"email\":\"WHO@example.com\"}")
        .update();
    String one = person("Who", "One", "who@example.com");
    String other = person("Who", "Other", "Who@example.com");
    String lowest = one.compareTo(other) < 0 ? one : other;

    JsonNode run = caramel.run("who");

    assertThat(count(run, "linked")).as(run.toString()).isEqualTo(1);
    assertThat(count(run, "added")).isEqualTo(1);
    assertThat(caramel.members("who")).hasSize(2);
    assertThat(caramel.members("who").get(0).path("record").path("id").asText()).isEqualTo(lowest);
  }

  @Test
  void textThatNoListCanKeepIsOneRejectionAndNotTheEndOfTheRun() {
    caramel.sync("nul", named("Nul"));
    String bad = person("Nul", "a\u0000b", "nul@example.com");
    String good = person("Nul", "Fine", "fine@example.com");

    JsonNode run = caramel.run("nul");

    assertThat(run.path("outcome").asText()).isEqualTo("succeeded-with-rejections");
    assertThat(count(run, "rejected")).as(run.toString()).isEqualTo(1);
    assertThat(caramel.member("nul", good).isMissingNode()).isFalse();
    JsonNode rejection = caramel.get("/api/syncs/nul/rejections").path("rejections").path(0);
    assertThat(rejection.path("record").asText()).isEqualTo(bad);
    assertThat(rejection.path("field").asText()).isEqualTo("first_name");
    String call = "/api/syncs/nul/rejections/" + rejection.path("id").asText();
    assertThat(caramel.send("DELETE", call, null, Map.of()).statusCode()).isBetween(200, 204);
    assertThat(caramel.get("/api/syncs/nul/rejections").path("rejections")).isEmpty();
  }

  @Test
  void rejectionEndsWhenItsRecordIsMendedInSugar() {
    String id = person("Mended", "a\u0000b", "mended@example.com");
    JsonNode first = caramel.sync("mended", named("Mended"));
    assertThat(first.path("outcome").asText()).isEqualTo("succeeded-with-rejections");

    sugar().update("Leads", id, Map.of("first_name", "Fine"));
    JsonNode run = caramel.run("mended");

    assertThat(count(run, "added")).as(run.toString()).isEqualTo(1);
    assertThat(caramel.get("/api/syncs/mended/rejections").path("rejections")).isEmpty();
  }

  @Test
  void rejectionIsTriedAgainWhenAskedAndGoneWhenDismissed() {
    String id = person("Rejected", "a\u0000b", "rejected@example.com");
    JsonNode first = caramel.sync("rejected", named("Rejected"));
    assertThat(first.path("outcome").asText()).isEqualTo("succeeded-with-rejections");
    JsonNode rejection = rejection();
    assertThat(rejection.path("column").asText()).isEqualTo("First Name");
    assertThat(rejection.path("direction").asText()).isEqualTo("pull");
    assertThat(rejection.path("run").asText()).isEqualTo(first.path("id").asText());
    assertThat(rejection.path("attempts").asInt()).isEqualTo(1);

    caramel.post("/api/syncs/rejected/rejections/retry", "{}");
    assertThat(rejection().path("retry").asBoolean()).isTrue();
    JsonNode again = caramel.run("rejected");
    assertThat(count(again, "rejected")).as(again.toString()).isEqualTo(1);
    assertThat(rejection().path("attempts").asInt()).isEqualTo(2);
    assertThat(rejection().path("run").asText()).isEqualTo(again.path("id").asText());

    String call = "/api/syncs/rejected/rejections/" + rejection().path("id").asText();
    assertThat(caramel.send("DELETE", call, null, Map.of()).statusCode()).isEqualTo(204);
    assertThat(caramel.get("/api/syncs/rejected/rejections").path("rejections")).isEmpty();
    assertThat(caramel.member("rejected", id).isMissingNode()).isTrue();

    sugar().update("Leads", id, Map.of("first_name", "Fine"));
    assertThat(count(caramel.run("rejected"), "added")).isEqualTo(1);
    assertThat(column("rejected", id, "First Name").asText()).isEqualTo("Fine");
    assertThat(caramel.get("/api/syncs/rejected/rejections").path("rejections")).isEmpty();
  }

  @Test
  void dismissedRejectionStaysAwayUntilTheRecordOrTheDefinitionChanges() {
    String id = person("Dismissed", "a\u0000b", "dismissed@example.com");
    caramel.sync("dismissed", named("Dismissed"));
    dismiss("dismissed");

    JsonNode same = caramel.run("dismissed", "{\"full\":true}");
    assertThat(same.path("outcome").asText()).as(same.toString()).isEqualTo("succeeded");
    assertThat(count(same, "rejected")).isZero();
    assertThat(caramel.get("/api/syncs/dismissed/rejections").path("rejections")).isEmpty();

    sugar().update("Leads", id, Map.of("first_name", "c\u0000d"));
    assertThat(count(caramel.run("dismissed"), "rejected")).isEqualTo(1);
    dismiss("dismissed");

    caramel.write("dismissed", named("Dismissed") + "\nexcludeConverted: true\n");
    await("the definition is another one")
        .atMost(Duration.ofSeconds(60))
        .until(() -> count(caramel.run("dismissed"), "rejected") == 1);
    assertThat(caramel.get("/api/syncs/dismissed/rejections").path("rejections")).hasSize(1);
  }

  private static void dismiss(String sync) {
    String path = "/api/syncs/" + sync + "/rejections";
    String id = caramel.get(path).path("rejections").path(0).path("id").asText();
    assertThat(caramel.send("DELETE", path + "/" + id, null, Map.of()).statusCode()).isEqualTo(204);
  }

  @Test
  void secondStartWhileARunIsUnderWayIsRefused() {
    person("Busy", "Bee", "busy@example.com");
    caramel.sync("busy", named("Busy"));
    CountDownLatch secondCame = caramel.sandbox().meanwhile().hold("POST .*/Leads/filter$", 1);
    JsonNode started;
    try {
      started = caramel.post("/api/syncs/busy/runs", "{}");
      assertThat(caramel.send("POST", "/api/syncs/busy/runs", "{}", Map.of()).statusCode())
          .isEqualTo(409);
    } finally {
      secondCame.countDown();
    }
    caramel.awaitEnd(started.path("id").asText());
  }

  @Test
  void viewHasTypedColumnsUnderTheirOwnNames() {
    caramel.sync(
        "typed",
        """
        list: Typed
        module: Leads
        columns:
          Fax [old]: phone_fax
          Say "hi": first_name
          Do Not Call: do_not_call
          Created: date_entered
        pull:
          add: true
        """);

    Map<String, Object> row =
        caramel.jdbc().sql("select * from lists.\"typed\" limit 1").query().singleRow();
    assertThat(row.keySet()).contains("Fax [old]", "Say \"hi\"", "Do Not Call", "Created");
    assertThat(row.get("Do Not Call")).isInstanceOf(Boolean.class);
    assertThat(row.get("Created")).isInstanceOf(java.sql.Timestamp.class);
  }

  private static JsonNode rejection() {
    JsonNode rejections = caramel.get("/api/syncs/rejected/rejections").path("rejections");
    assertThat(rejections).hasSize(1);
    return rejections.path(0);
  }

  private static String named(String name) {
    return "list: %s\nmodule: Leads\nfilter: |\n  [{\"last_name\":\"%s\"}]\n".formatted(name, name)
        + RULES;
  }

  private static String person(String last, String first, String email) {
    return sugar()
        .create(
            "Leads",
            Map.of(
                "first_name",
                first,
                "last_name",
                last,
                "email",
                List.of(Map.of("email_address", email, "primary_address", true))));
  }

  private static Sugar sugar() {
    return caramel.sandbox().sugar();
  }

  private static JsonNode column(String list, String record, String name) {
    return caramel.member(list, record).path("columns").path(name);
  }

  private static int count(JsonNode run, String what) {
    return run.path("counts").path(what).asInt();
  }
}
