package dev.caramel.sync.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Sugar;
import dev.caramel.sandbox.auth.Role;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.control.Fault;
import dev.caramel.testkit.RunningCaramel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A change of a role, a team or a filter in Sugar, or a slow leak, must not empty a list. */
class GuardTest {
  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(sandbox -> sandbox.leads(0).contacts(0).prospects(0))
          .with("caramel.sugar.metadata-check", "0s");

  @AfterEach
  void noFaultIsLeft() {
    caramel.sandbox().faults().clear();
  }

  @Test
  void nineteenPercentAnHourTakeNoMoreThanTheLimitInADay() {
    List<String> left = people("Leak", 100);
    caramel.sync("leak", list("Leak", ""));
    for (int hour = 1; hour <= 10; hour++) {
      int going = left.size() * 19 / 100;
      left.subList(0, going).forEach(id -> sugar().delete("Leads", id));
      left = left.subList(going, left.size());
      JsonNode run = caramel.run("leak");
      assertThat(run.path("outcome").asText())
          .as("hour %d: %s", hour, run)
          .isEqualTo(hour == 1 ? "succeeded" : "needs-approval");
      anHourPasses("leak");
    }
    assertThat(caramel.members("leak")).hasSize(81);

    int waiting = 81 - left.size();
    sugar().delete("Leads", left.get(0));
    JsonNode allowed = caramel.run("leak", "{\"allowRemovals\":true}");

    assertThat(removed(allowed)).as("%s", allowed).isEqualTo(waiting);
    assertThat(caramel.members("leak")).hasSize(left.size());
  }

  @Test
  void aTeamThatVanishesRemovesNobody() {
    List<String> ids = people("Team", 15);
    ids.forEach(id -> sugar().setTeams("Leads", id, List.of("East")));
    caramel.sync("team", list("Team", "team: East"));
    assertThat(caramel.members("team")).hasSize(15);
    ids.forEach(id -> sugar().setTeams("Leads", id, List.of("Global")));

    nobodyLeaves("team", 15, "no record at all");
  }

  @Test
  void aUserWhoLosesATeamRemovesNobody() {
    List<String> ids = people("Unseen", 15);
    ids.forEach(id -> sugar().setTeams("Leads", id, List.of("West")));
    caramel.sync("unseen", list("Unseen", ""));
    SugarUser before = caramel.sandbox().users().find("caramel");
    caramel.sandbox().users().put(user(before, List.of("East"), new Role()));
    try {
      nobodyLeaves("unseen", 15, "no record at all");
    } finally {
      caramel.sandbox().users().put(before);
    }
  }

  @Test
  void aFilterFieldThatTurnsHiddenRemovesAndAddsNobody() {
    people("Hidden", 15);
    caramel.sync("hidden", list("Hidden", ""));
    people("Other", 5);
    SugarUser before = caramel.sandbox().users().find("caramel");
    caramel.sandbox().users().put(user(before, null, new Role().hide("Leads", "last_name")));
    try {
      JsonNode run = caramel.run("hidden", "{\"full\":true}");
      assertThat(run.path("outcome").asText()).as("%s", run).isEqualTo("failed");
      assertThat(run.path("cause").asText()).contains("last_name");
      assertThat(caramel.members("hidden")).hasSize(15);
    } finally {
      caramel.sandbox().users().put(before);
    }
  }

  @Test
  void aSugarThatAnswersWithNothingAtAllRemovesNobody() {
    people("Nothing", 15);
    caramel.sync("nothing", list("Nothing", ""));
    caramel
        .sandbox()
        .faults()
        .add(
            Fault.of("wrong-json")
                .body("{\"next_offset\":-1,\"records\":[]}")
                .on("/filter$")
                .times(-1));
    nobodyLeaves("nothing", 15, "no record at all");
    caramel.sandbox().faults().clear();

    JsonNode back = caramel.run("nothing", "{\"allowRemovals\":true}");

    assertThat(back.path("outcome").asText()).as("%s", back).isEqualTo("succeeded");
    assertThat(caramel.members("nothing")).as("who is back does not go").hasSize(15);
  }

  @Test
  void aLimitOfAllMembersIsNone() {
    List<String> ids = people("Free", 30);
    caramel.sync("free", list("Free", "removalLimit: 100 %"));
    ids.subList(0, 20).forEach(id -> sugar().delete("Leads", id));
    assertThat(removed(caramel.run("free"))).isEqualTo(20);
    ids.subList(20, 29).forEach(id -> sugar().delete("Leads", id));

    assertThat(removed(caramel.run("free"))).isEqualTo(9);
  }

  /** Neither by a pull of changes nor by a full one. */
  private static void nobodyLeaves(String list, int members, String cause) {
    for (String request : List.of("{}", "{\"full\":true}", "{}")) {
      JsonNode run = caramel.run(list, request);
      assertThat(run.path("outcome").asText()).as("%s", run).isEqualTo("needs-approval");
      assertThat(run.path("cause").asText()).contains(cause, "allowRemovals");
      assertThat(caramel.members(list)).hasSize(members);
    }
  }

  private static SugarUser user(SugarUser user, List<String> teams, Role role) {
    return new SugarUser(
        user.id(),
        user.name(),
        user.password(),
        user.admin(),
        teams == null ? null : java.util.Set.copyOf(teams),
        user.zone(),
        user.language(),
        role,
        user.state());
  }

  private static void anHourPasses(String list) {
    caramel
        .jdbc()
        .sql("update member set removed_at = removed_at - interval '1 hour' where list_id = ?")
        .param(list)
        .update();
  }

  private static String list(String name, String more) {
    return """
        list: %s
        module: Leads
        filter: |
          [{"last_name":"%s"}]
        columns:
          First Name: first_name
        pull:
          add: true
          remove: true
          update: First Name
        %s
        """
        .formatted(name, name, more);
  }

  private static List<String> people(String name, int number) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      ids.add(sugar().create("Leads", Map.of("first_name", "Person " + i, "last_name", name)));
    }
    return ids;
  }

  private static int removed(JsonNode run) {
    return run.path("counts").path("removed").asInt();
  }

  private static Sugar sugar() {
    return caramel.sandbox().sugar();
  }
}
