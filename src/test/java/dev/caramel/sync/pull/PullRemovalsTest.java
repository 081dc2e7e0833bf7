package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Sugar;
import dev.caramel.testkit.RunningCaramel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who leaves a list, why, who comes back, and whose removal waits for a person. */
class PullRemovalsTest {
  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sandbox -> sandbox.leads(10));

  private static final String RULES =
      """
      columns:
        First Name: first_name
        Last Name: last_name
      pull:
        add: true
        remove: true
        update: First Name, Last Name
      """;

  @Test
  void recordThatLeavesTheFilterLeavesTheListAndReturnsAsTheSameMember() {
    List<String> ids = people("Leaver", 3);
    caramel.sync("leaver", named("Leaver"));
    long member = caramel.member("leaver", ids.get(0)).path("id").asLong();
    sugar().update("Leads", ids.get(0), Map.of("last_name", "Elsewhere"));

    assertThat(count(caramel.run("leaver"), "removed")).isEqualTo(1);
    assertThat(cause("leaver", ids.get(0))).isEqualTo("left-source");

    sugar().update("Leads", ids.get(0), Map.of("last_name", "Leaver"));
    assertThat(count(caramel.run("leaver"), "added")).isEqualTo(1);
    JsonNode back = caramel.member("leaver", ids.get(0));
    assertThat(back.path("id").asLong()).isEqualTo(member);
    assertThat(back.path("removedAt").isNull()).isTrue();
  }

  @Test
  void sweepFindsRecordsWhoseTombstonesWerePurged() {
    List<String> ids = people("Purged", 3);
    caramel.sync("purged", named("Purged"));
    sugar().delete("Leads", ids.get(1));
    sugar().prune();

    assertThat(count(caramel.run("purged"), "removed")).isEqualTo(1);
    assertThat(cause("purged", ids.get(1))).isEqualTo("not-visible");
  }

  @Test
  void recordsThatWereMergedIntoAnotherAreDeleted() {
    List<String> ids = people("Merged", 3);
    caramel.sync("merged", named("Merged"));
    sugar().merge("Leads", ids.get(0), List.of(ids.get(2)));

    assertThat(count(caramel.run("merged"), "removed")).isEqualTo(1);
    assertThat(cause("merged", ids.get(2))).isEqualTo("deleted");
    assertThat(cause("merged", ids.get(0))).isEqualTo("null");
  }

  @Test
  void recordTakenOffTheTargetListLeavesTheList() {
    List<String> ids = people("Visitor", 3);
    String fair =
        sugar().create("ProspectLists", Map.of("name", "Fair of Tests", "list_type", "default"));
    ids.forEach(id -> sugar().addToTargetList(fair, "Leads", id));
    JsonNode first =
        caramel.sync("fair", "list: Fair\nmodule: Leads\ntargetList: Fair of Tests\n" + RULES);
    assertThat(count(first, "added")).as(first.toString()).isEqualTo(3);
    sugar().removeFromTargetList(fair, "Leads", ids.get(1));

    assertThat(count(caramel.run("fair"), "removed")).isEqualTo(1);
    assertThat(cause("fair", ids.get(1))).isEqualTo("left-source");
  }

  @Test
  void leadThatWasConvertedLeavesOnlyWhereTheSyncSaysSo() {
    List<String> ids = people("Convert", 2);
    caramel.sync("with-converted", named("Convert"));
    caramel.sync("without-converted", "excludeConverted: true\n" + named("Convert"));
    sugar().convert(ids.get(0));

    assertThat(count(caramel.run("with-converted"), "removed")).isZero();
    assertThat(count(caramel.run("without-converted"), "removed")).isEqualTo(1);
    assertThat(cause("without-converted", ids.get(0))).isEqualTo("left-source");
  }

  @Test
  void recordOfAnotherTeamLeavesTheListOfATeam() {
    List<String> ids = people("Teammate", 3);
    ids.forEach(id -> sugar().setTeams("Leads", id, List.of("East", "Global")));
    JsonNode first = caramel.sync("team", "team: East\n" + named("Teammate"));
    assertThat(count(first, "added")).as(first.toString()).isEqualTo(3);
    sugar().setTeams("Leads", ids.get(0), List.of("Global"));

    JsonNode run = caramel.run("team");
    assertThat(count(run, "removed")).as(run.toString()).isEqualTo(1);
    assertThat(cause("team", ids.get(0))).isEqualTo("left-source");
  }

  @Test
  void memberThatAPersonRemovedDoesNotComeBackByItself() {
    List<String> ids = people("Unwanted", 2);
    caramel.sync("unwanted", named("Unwanted"));
    String member = caramel.member("unwanted", ids.get(0)).path("id").asText();
    caramel.send("DELETE", "/api/lists/unwanted/members/" + member, null, Map.of());
    sugar().update("Leads", ids.get(0), Map.of("first_name", "Changed"));

    assertThat(count(caramel.run("unwanted", "{\"full\":true}"), "added")).isZero();
    assertThat(cause("unwanted", ids.get(0))).isEqualTo("by-person");
  }

  @Test
  void ruleThatIsOffCountsWhatItWouldHaveDone() {
    List<String> ids = people("Rules Off", 3);
    caramel.sync("rules-off", named("Rules Off"));
    String off =
        named("Rules Off")
            .replace("add: true", "add: false")
            .replace("remove: true", "remove: false")
            .replace("  update: First Name, Last Name\n", "");
    caramel.write("rules-off", off);
    await()
        .untilAsserted(
            () -> assertThat(caramel.run("rules-off").path("mode").asText()).isEqualTo("full"));
    people("Rules Off", 1);
    sugar().delete("Leads", ids.get(0));
    sugar().update("Leads", ids.get(1), Map.of("first_name", "Changed"));

    JsonNode run = caramel.run("rules-off");

    assertThat(count(run, "skipped")).as(run.toString()).isEqualTo(3);
    assertThat(count(run, "added") + count(run, "updated") + count(run, "removed")).isZero();
    assertThat(caramel.members("rules-off")).hasSize(3);
  }

  @Test
  void manyRemovalsWaitAndAllowingTakesExactlyThose() {
    List<String> ids = people("Many", 40);
    caramel.sync("many", named("Many"));
    ids.subList(0, 12).forEach(id -> sugar().delete("Leads", id));

    JsonNode waiting = caramel.run("many");
    assertThat(waiting.path("outcome").asText()).isEqualTo("needs-approval");
    assertThat(waiting.path("cause").asText()).contains("12 of 40", "allowRemovals");
    assertThat(caramel.members("many")).hasSize(40);

    ids.subList(12, 30).forEach(id -> sugar().delete("Leads", id));
    JsonNode allowed = caramel.run("many", "{\"allowRemovals\":true}");
    assertThat(count(allowed, "removed")).as(allowed.toString()).isEqualTo(12);
    assertThat(allowed.path("outcome").asText()).isEqualTo("needs-approval");
    assertThat(caramel.members("many")).hasSize(28);
  }

  @Test
  void smallRemovalsAreSummedOverADay() {
    List<String> ids = people("Slowly", 30);
    caramel.sync("slowly", named("Slowly"));
    ids.subList(0, 6).forEach(id -> sugar().delete("Leads", id));
    assertThat(count(caramel.run("slowly"), "removed")).isEqualTo(6);
    ids.subList(6, 11).forEach(id -> sugar().delete("Leads", id));

    JsonNode second = caramel.run("slowly");
    assertThat(second.path("outcome").asText()).as(second.toString()).isEqualTo("needs-approval");
    assertThat(caramel.members("slowly")).hasSize(24);
  }

  @Test
  void sourceThatIsEmptyAllAtOnceIsNeverGreen() {
    List<String> ids = people("Vanished", 4);
    caramel.sync("vanished", named("Vanished"));
    ids.forEach(id -> sugar().update("Leads", id, Map.of("last_name", "Nobody")));

    JsonNode run = caramel.run("vanished", "{\"full\":true}");
    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("needs-approval");
    assertThat(caramel.members("vanished")).hasSize(4);
  }

  private static String named(String name) {
    return "list: %s\nmodule: Leads\nfilter: |\n  [{\"last_name\":\"%s\"}]\n".formatted(name, name)
        + RULES;
  }

  private static List<String> people(String name, int number) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      ids.add(sugar().create("Leads", Map.of("first_name", "Person " + i, "last_name", name)));
    }
    return ids;
  }

  private static Sugar sugar() {
    return caramel.sandbox().sugar();
  }

  private static int count(JsonNode run, String what) {
    return run.path("counts").path(what).asInt();
  }

  private static String cause(String list, String record) {
    return caramel.member(list, record).path("removedBecause").asText();
  }
}
