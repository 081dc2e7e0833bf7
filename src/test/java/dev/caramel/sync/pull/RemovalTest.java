package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who leaves a list, why, who waits for a person's word, and who comes back. */
class RemovalTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(60).contacts(40).prospects(60));

  private static final String RULES =
      """
      columns:
        Email: email
        Last Name: last_name
        City: primary_address_city
      pull:
        add: true
        remove: true
        update: Email, Last Name, City
      """;

  @Test
  void whatNoLongerMatchesTheFilterLeavesAndReturnsAsTheSameMember() {
    var sugar = caramel.sandbox().sugar();
    String id =
        sugar.create("Contacts", Map.of("last_name", "Mover", "primary_address_city", "Xanten"));
    sugar.create("Contacts", Map.of("last_name", "Stayer", "primary_address_city", "Xanten"));
    caramel.sync(
        "filtered",
        """
        list: Filtered
        module: Contacts
        filter: |
          [{"primary_address_city":"Xanten"}]
        """
            + RULES);
    String member = caramel.member("filtered", id).path("id").asText();

    sugar.update("Contacts", id, Map.of("primary_address_city", "Ypern"));
    JsonNode left = caramel.run("filtered");

    // Half of the list, but fewer than ten never wait.
    assertThat(left.path("counts").path("removed").asInt()).as(left.toString()).isEqualTo(1);
    assertThat(caramel.member("filtered", id).path("removedBecause").asText())
        .isEqualTo("left-source");

    sugar.update("Contacts", id, Map.of("primary_address_city", "Xanten"));
    JsonNode back = caramel.run("filtered");

    assertThat(back.path("counts").path("added").asInt()).as(back.toString()).isEqualTo(1);
    assertThat(caramel.member("filtered", id).path("id").asText()).isEqualTo(member);
    assertThat(caramel.member("filtered", id).path("removedAt").isNull()).isTrue();
  }

  @Test
  void aPurgedRecordIsFoundMissingByTheSweep() {
    var sugar = caramel.sandbox().sugar();
    String id = sugar.create("Contacts", Map.of("last_name", "Ghost"));
    caramel.sync("purged", "list: Purged\nmodule: Contacts\n" + RULES);
    sugar.delete("Contacts", id);
    sugar.prune();

    JsonNode run = caramel.run("purged");

    assertThat(run.path("counts").path("removed").asInt()).as(run.toString()).isEqualTo(1);
    assertThat(caramel.member("purged", id).path("removedBecause").asText())
        .isEqualTo("not-visible");
  }

  @Test
  void takenOffTheTargetListMeansLeft() {
    var sugar = caramel.sandbox().sugar();
    caramel.sync("fair", "list: Fair\nmodule: Leads\ntargetList: Trade Show 2026\n" + RULES);
    List<JsonNode> members = caramel.members("fair");
    String list =
        caramel.get("/api/sugar/target-lists").path("targetLists").findParents("name").stream()
            .filter(found -> found.path("name").asText().equals("Trade Show 2026"))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asText();
    String off = members.get(0).path("record").path("id").asText();
    String on = sugar.create("Leads", Map.of("last_name", "Late Comer"));
    sugar.removeFromTargetList(list, "Leads", off);
    sugar.addToTargetList(list, "Leads", on);

    JsonNode run = caramel.run("fair");

    assertThat(run.path("counts").path("removed").asInt()).as(run.toString()).isEqualTo(1);
    assertThat(run.path("counts").path("added").asInt()).isEqualTo(1);
    assertThat(caramel.member("fair", off).path("removedBecause").asText())
        .isEqualTo("left-source");
    assertThat(caramel.member("fair", on).path("removedAt").isNull()).isTrue();
  }

  @Test
  void tooManyLeaversWaitUntilAPersonLetsThemThrough() {
    var sugar = caramel.sandbox().sugar();
    caramel.sync("guarded", "list: Guarded\nmodule: Prospects\n" + RULES);
    List<String> ids = sugar.ids("Prospects");
    int before = caramel.members("guarded").size();
    ids.subList(0, 15).forEach(id -> sugar.delete("Prospects", id));
    Map<String, Object> change = new HashMap<>();
    change.put("last_name", "Still Updated");
    sugar.update("Prospects", ids.get(20), change);

    JsonNode waiting = caramel.run("guarded");

    assertThat(waiting.path("outcome").asText()).isEqualTo("needs-approval");
    assertThat(waiting.path("cause").asText())
        .contains("15 of 60 members would leave the list")
        .contains("limit of 20 %")
        .contains("{\"allowRemovals\":true}");
    assertThat(waiting.path("counts").path("removed").asInt()).isZero();
    assertThat(waiting.path("counts").path("updated").asInt()).isEqualTo(1);
    assertThat(caramel.members("guarded")).hasSize(before);

    // Not counted by the approval: it is judged by itself, and one alone may go.
    sugar.delete("Prospects", ids.get(30));
    JsonNode allowed = caramel.run("guarded", "{\"allowRemovals\":true}");

    assertThat(allowed.path("outcome").asText()).as(allowed.toString()).isEqualTo("succeeded");
    assertThat(allowed.path("counts").path("removed").asInt()).isEqualTo(16);
    assertThat(caramel.members("guarded")).hasSize(before - 16);
  }

  @Test
  void aRuleThatIsOffOnlyCountsWhatItWouldHaveDone() {
    var sugar = caramel.sandbox().sugar();
    caramel.sync(
        "all-off",
        """
        list: All Off
        module: Leads
        columns:
          Email: email
          Last Name: last_name
        pull:
          add: true
        """);
    String gone = sugar.create("Leads", Map.of("last_name", "Gone"));
    caramel.run("all-off");
    sugar.delete("Leads", gone);

    JsonNode run = caramel.run("all-off");

    assertThat(run.path("counts").path("removed").asInt()).isZero();
    assertThat(run.path("counts").path("skipped").asInt()).as(run.toString()).isPositive();
    assertThat(caramel.member("all-off", gone).path("removedAt").isNull()).isTrue();
  }
}
