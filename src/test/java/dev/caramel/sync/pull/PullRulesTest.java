package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Sugar;
import dev.caramel.testkit.RunningCaramel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules add, update and remove, on and off. */
class PullRulesTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(60).contacts(20));

  private static final String ALL = "pull:\n  add: true\n  remove: true\n  update: ";
  private static final List<String> WITH_RECORD =
      List.of("added", "updated", "unchanged", "skipped", "linked", "rejected");

  private static final String COLUMNS =
      """
      columns:
        Email: email
        First Name: first_name
        Last Name: last_name
        City: primary_address_city
      """;

  @Test
  void firstPullMakesEveryRecordAMember() {
    JsonNode run =
        caramel.sync(
            "everybody",
            "list: Everybody\nmodule: Leads\n"
                + COLUMNS
                + "pull:\n  add: true\n  update: Email, First Name, Last Name\n");

    List<String> ids = caramel.sandbox().sugar().ids("Leads");
    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(run.path("mode").asText()).isEqualTo("first");
    assertThat(run.path("trigger").asText()).isEqualTo("start");
    assertThat(run.path("counts").path("added").asInt()).isEqualTo(ids.size());
    assertThat(caramel.members("everybody"))
        .extracting(member -> member.path("record").path("id").asText())
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void scheduledPullAddsUpdatesAndRemoves() {
    caramel.sync(
        "three-rules",
        "list: Three Rules\nmodule: Contacts\n"
            + COLUMNS
            + "pull:\n  add: true\n  remove: true\n  update: First Name\n");
    var sugar = caramel.sandbox().sugar();
    List<String> ids = sugar.ids("Contacts");
    sugar.update("Contacts", ids.get(0), Map.of("first_name", "Changed", "last_name", "Also"));
    sugar.delete("Contacts", ids.get(1));
    String created = sugar.create("Contacts", Map.of("first_name", "New", "last_name", "Person"));

    JsonNode run = caramel.run("three-rules");

    assertThat(run.path("mode").asText()).isEqualTo("changes");
    assertThat(run.path("counts").path("added").asInt()).as(run.toString()).isEqualTo(1);
    assertThat(run.path("counts").path("updated").asInt()).isEqualTo(1);
    assertThat(run.path("counts").path("removed").asInt()).isEqualTo(1);
    JsonNode changed = caramel.member("three-rules", ids.get(0));
    assertThat(changed.path("columns").path("First Name").asText()).isEqualTo("Changed");
    assertThat(changed.path("columns").path("Last Name").asText()).isNotEqualTo("Also");
    JsonNode removed = caramel.member("three-rules", ids.get(1));
    assertThat(removed.path("removedBecause").asText()).isEqualTo("deleted");
    assertThat(caramel.member("three-rules", created).path("removedAt").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"add", "update", "remove"})
  void oneRuleThatIsOffSkipsAndTheOthersGoOn(String off) {
    String changed = person("Without " + off, "Before", null);
    String gone = person("Without " + off, "Gone", null);
    String list = "without-" + off;
    sync(list, "Without " + off);
    String rules = ALL + "First Name, Last Name, Email\n";
    caramel.write(
        list,
        definition("Without " + off)
            + (off.equals("update")
                ? rules.replaceFirst("  update: .*\n", "")
                : rules.replace(off + ": true", off + ": false")));
    await()
        .untilAsserted(() -> assertThat(caramel.run(list).path("mode").asText()).isEqualTo("full"));
    sugar().update("Leads", changed, Map.of("first_name", "After"));
    sugar().delete("Leads", gone);
    String added = person("Without " + off, "New", null);

    JsonNode run = caramel.run(list);

    assertThat(count(run, "skipped")).as(run.toString()).isEqualTo(1);
    assertThat(count(run, "added")).isEqualTo(off.equals("add") ? 0 : 1);
    assertThat(count(run, "updated")).isEqualTo(off.equals("update") ? 0 : 1);
    assertThat(count(run, "removed")).isEqualTo(off.equals("remove") ? 0 : 1);
    assertThat(caramel.member(list, added).isMissingNode()).isEqualTo(off.equals("add"));
    assertThat(firstName(list, changed)).isEqualTo(off.equals("update") ? "Before" : "After");
    assertThat(caramel.member(list, gone).path("removedAt").isNull())
        .isEqualTo(off.equals("remove"));
  }

  @Test
  void countsOfARunSumUp() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ids.add(person("Summed", "Person " + i, null));
    }
    JsonNode first = sync("summed", "Summed");
    assertThat(count(first, "read")).isEqualTo(6);
    sums(first);
    sugar().update("Leads", ids.get(0), Map.of("first_name", "Changed"));
    sugar().update("Leads", ids.get(1), Map.of("first_name", "a\u0000b"));
    sugar().delete("Leads", ids.get(2));
    person("Summed", "New", null);
    caramel
        .jdbc()
        .sql("insert into member (list_id, email) values ('summed', 'linked@example.com')")
        .update();
    person("Summed", "Linked", "linked@example.com");

    JsonNode full = caramel.run("summed", "{\"full\":true}");

    assertThat(full.path("mode").asText()).isEqualTo("full");
    assertThat(full.path("trigger").asText()).isEqualTo("api");
    assertThat(full.path("counts").toString())
        .isEqualTo(
            "{\"read\":7,\"added\":1,\"updated\":1,\"removed\":1,\"unchanged\":3,\"skipped\":0,"
                + "\"pushed\":0,\"created\":0,\"linked\":1,\"rejected\":1}");
    sums(full);
    sugar().delete("Leads", ids.get(1));
  }

  /** Every record that was read is counted once. */
  private static void sums(JsonNode run) {
    assertThat(WITH_RECORD.stream().mapToInt(what -> count(run, what)).sum())
        .as(run.toString())
        .isEqualTo(count(run, "read"));
  }

  private static JsonNode sync(String id, String name) {
    JsonNode run = caramel.sync(id, definition(name) + ALL + "Email, First Name, Last Name\n");
    assertThat(run.path("mode").asText()).as(run.toString()).isEqualTo("first");
    return run;
  }

  private static String definition(String name) {
    return """
        list: %s
        module: Leads
        filter: |
          [{"last_name":"%s"}]
        columns:
          Email: email
          First Name: first_name
          Last Name: last_name
        """
        .formatted(name, name);
  }

  private static String person(String last, String first, String email) {
    Map<String, Object> values = new HashMap<>(Map.of("last_name", last));
    if (first != null) {
      values.put("first_name", first);
    }
    if (email != null) {
      values.put("email", emails(email));
    }
    return sugar().create("Leads", values);
  }

  private static List<Map<String, Object>> emails(String address) {
    return List.of(Map.of("email_address", address, "primary_address", true));
  }

  private static Sugar sugar() {
    return caramel.sandbox().sugar();
  }

  private static String firstName(String list, String record) {
    return caramel.member(list, record).path("columns").path("First Name").asText();
  }

  private static int count(JsonNode run, String what) {
    return run.path("counts").path(what).asInt();
  }
}
