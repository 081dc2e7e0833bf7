package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Sugar;
import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.testkit.RunningCaramel;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which record is which member, whatever people do in Sugar. */
class PullMembersTest {
  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sandbox -> sandbox.leads(5));

  private static final String ALL = "pull:\n  add: true\n  remove: true\n  update: ";

  @AfterEach
  void everybodySeesEverything() {
    see(null);
    caramel.sandbox().switches().turn(Switch.INVISIBLE_IS_FORBIDDEN, false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recordThatOurUserMayNoLongerSeeLeavesAndReturnsAsTheSameMember(boolean forbidden) {
    caramel.sandbox().switches().turn(Switch.INVISIBLE_IS_FORBIDDEN, forbidden);
    String name = forbidden ? "Forbidden" : "Invisible";
    String list = name.toLowerCase(Locale.ROOT);
    String east = person(name, "East", null);
    String west = person(name, "West", null);
    sugar().setTeams("Leads", east, List.of("East"));
    sugar().setTeams("Leads", west, List.of("West"));
    sync(list, name);
    String member = member(list, west).path("id").asText();

    see(Set.of("East"));
    JsonNode left = caramel.run(list);
    assertThat(count(left, "removed")).as(left.toString()).isEqualTo(1);
    assertThat(member(list, west).path("removedBecause").asText()).isEqualTo("not-visible");
    assertThat(member(list, east).path("removedAt").isNull()).isTrue();

    see(null);
    JsonNode back = caramel.run(list);
    assertThat(count(back, "added")).as(back.toString()).isEqualTo(1);
    assertThat(member(list, west).path("id").asText()).isEqualTo(member);
    assertThat(member(list, west).path("removedBecause").isNull()).isTrue();
    assertThat(caramel.members(list)).hasSize(2);
  }

  @Test
  void recordThatIsDeletedAndBroughtBackIsTheSameMember() {
    String id = person("Undeleted", "Before", "undeleted@example.com");
    person("Undeleted", "Other", null);
    sync("undeleted", "Undeleted");
    String member = member("undeleted", id).path("id").asText();
    sugar().delete("Leads", id);
    caramel.run("undeleted");
    assertThat(member("undeleted", id).path("removedBecause").asText()).isEqualTo("deleted");

    sugar().undelete("Leads", id);
    sugar().update("Leads", id, Map.of("first_name", "After"));
    JsonNode run = caramel.run("undeleted");

    assertThat(count(run, "added")).as(run.toString()).isEqualTo(1);
    assertThat(count(run, "updated")).isZero();
    assertThat(member("undeleted", id).path("id").asText()).isEqualTo(member);
    assertThat(firstName("undeleted", id)).isEqualTo("After");
    assertThat(caramel.members("undeleted", true)).hasSize(2);
  }

  @Test
  void twoRecordsOfOneAddressAreTwoMembersWhateverItsCase() {
    String one = person("Shared", "One", "Shared@Example.com");
    String two = person("Shared", "Two", "shared@example.com");
    sync("shared", "Shared");

    assertThat(caramel.members("shared")).hasSize(2);
    assertThat(caramel.get("/api/lists/shared").path("duplicateAddresses").asInt()).isEqualTo(2);
    assertThat(caramel.get("/api/lists/shared/members?email=SHARED@example.com").path("members"))
        .hasSize(2);

    sugar().update("Leads", two, Map.of("first_name", "Changed"));
    assertThat(count(caramel.run("shared"), "updated")).isEqualTo(1);
    assertThat(firstName("shared", one)).isEqualTo("One");
    assertThat(firstName("shared", two)).isEqualTo("Changed");
  }

  @Test
  void addressThatChangesInSugarChangesInTheMember() {
    String id = person("Moving", "Mo", "Mo.Old@example.com");
    sync("moving", "Moving");
    String member = member("moving", id).path("id").asText();
    assertThat(member("moving", id).path("email").asText()).isEqualTo("Mo.Old@example.com");

    sugar().update("Leads", id, Map.of("email", emails("mo.new@example.com")));
    JsonNode run = caramel.run("moving");

    assertThat(count(run, "updated")).as(run.toString()).isEqualTo(1);
    JsonNode moved = member("moving", id);
    assertThat(moved.path("id").asText()).isEqualTo(member);
    assertThat(moved.path("email").asText()).isEqualTo("mo.new@example.com");
    assertThat(moved.path("columns").path("Email").asText()).isEqualTo("mo.new@example.com");
    assertThat(caramel.get("/api/lists/moving/members?email=mo.old@example.com").path("members"))
        .isEmpty();
  }

  @Test
  void recordThatIsMadeAnewUnderAnotherIdIsAnotherMember() {
    String old = person("Anew", "Ann", "anew@example.com");
    person("Anew", "Other", null);
    sync("anew", "Anew");
    sugar().delete("Leads", old);
    String again = person("Anew", "Ann", "anew@example.com");

    JsonNode run = caramel.run("anew");

    assertThat(count(run, "added")).as(run.toString()).isEqualTo(1);
    assertThat(count(run, "removed")).isEqualTo(1);
    assertThat(member("anew", again).path("id").asText())
        .isNotEqualTo(member("anew", old).path("id").asText());
    assertThat(caramel.get("/api/lists/anew/members?email=anew@example.com").path("members"))
        .hasSize(1);
  }

  @Test
  void survivorOfAMergeTakesTheValuesThatItGot() {
    String primary = person("Double", null, "double@example.com");
    String other = person("Double", "Dora", "double@example.com");
    sync("double", "Double");
    sugar().merge("Leads", primary, List.of(other));

    JsonNode run = caramel.run("double");

    assertThat(count(run, "removed")).as(run.toString()).isEqualTo(1);
    assertThat(count(run, "updated")).isEqualTo(1);
    assertThat(firstName("double", primary)).isEqualTo("Dora");
    assertThat(member("double", other).path("removedBecause").asText()).isEqualTo("deleted");
  }

  private static void see(Set<String> teams) {
    var users = caramel.sandbox().users();
    SugarUser user = users.find("caramel");
    users.put(
        new SugarUser(
            user.id(),
            user.name(),
            user.password(),
            user.admin(),
            teams,
            user.zone(),
            user.language(),
            user.role(),
            user.state()));
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

  private static JsonNode member(String list, String record) {
    return caramel.member(list, record);
  }

  private static String firstName(String list, String record) {
    return member(list, record).path("columns").path("First Name").asText();
  }

  private static int count(JsonNode run, String what) {
    return run.path("counts").path(what).asInt();
  }
}
