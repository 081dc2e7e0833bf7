package dev.caramel.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.Sugar;
import dev.caramel.sandbox.Switch;
import dev.caramel.testkit.RunningCaramel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Opt-outs and invalid addresses, and a Sugar that changes its habits between two pulls. */
class PullOptOutsTest {
  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sandbox -> sandbox.leads(8));

  private static final String FULL = "{\"full\":true}";

  @AfterEach
  void habitsAsBefore() {
    for (Switch habit : Switch.values()) {
      caramel.sandbox().switches().turn(habit, false);
    }
  }

  @Test
  void optInFlowsAsOptOutDoes() {
    person("Flows", "flows@example.com");
    flags("flows@example.com", true, true);
    sync("flows", "Flows");
    assertThat(flags("flows")).isEqualTo("out invalid");

    flags("flows@example.com", false, true);
    caramel.run("flows");
    assertThat(flags("flows")).isEqualTo("in invalid");

    flags("flows@example.com", false, false);
    caramel.run("flows");
    assertThat(flags("flows")).isEqualTo("in valid");
  }

  @Test
  void firstPullOfAListTakesBackAFlagThatAnotherListBrought() {
    person("One List", "of-two-lists@example.com");
    person("Other List", "of-two-lists@example.com");
    flags("of-two-lists@example.com", true, false);
    sync("one-list", "One List");
    flags("of-two-lists@example.com", false, false);

    sync("other-list", "Other List");

    assertThat(flags("one-list")).isEqualTo("in valid");
  }

  @Test
  void optedOutWinsWhereNothingWasAgreed() {
    ours("agreed-none@example.com", true, null);
    ours("agreed-theirs@example.com", false, null);
    person("None Agreed", "agreed-none@example.com");
    String theirs = person("None Agreed", "agreed-theirs@example.com");
    flags("agreed-theirs@example.com", true, false);

    sync("none-agreed", "None Agreed");

    assertThat(caramel.members("none-agreed")).allMatch(m -> m.path("optedOut").asBoolean());
    assertThat(caramel.member("none-agreed", theirs).path("optedOut").asBoolean()).isTrue();
    assertThat(changedBy("agreed-theirs@example.com")).isEqualTo("sugar");
  }

  @Test
  void whatOurSideChangedIsNotUndoneByWhatSugarLeftAsItWas() {
    person("Ours", "ours-out@example.com");
    person("Ours", "ours-in@example.com");
    flags("ours-in@example.com", true, false);
    ours("ours-out@example.com", true, false);
    sync("ours", "Ours");
    caramel
        .jdbc()
        .sql("update address set opted_out = false where address_key = 'ours-in@example.com'")
        .update();
    flags("ours-out@example.com", false, true);
    flags("ours-in@example.com", true, true);

    caramel.run("ours", FULL);

    assertThat(address("ours-out@example.com")).isEqualTo("out invalid");
    assertThat(address("ours-in@example.com")).isEqualTo("in invalid");
  }

  @Test
  void bothSidesOptedOutIsOptedOutUntilSugarOptsIn() {
    person("Both", "both@example.com");
    ours("both@example.com", true, false);
    flags("both@example.com", true, false);
    sync("both", "Both");
    assertThat(flags("both")).isEqualTo("out valid");

    flags("both@example.com", false, false);
    caramel.run("both");
    assertThat(flags("both")).isEqualTo("in valid");
  }

  @Test
  void flagsBelongToTheAddressAndHoldInAllListsOfTheAccount() {
    person("Here", "everywhere@example.com");
    person("There", "Everywhere@example.com");
    sync("here", "Here");
    sync("there", "There");
    flags("everywhere@example.com", true, false);

    caramel.run("here");

    assertThat(flags("here")).isEqualTo("out valid");
    assertThat(flags("there")).isEqualTo("out valid");
  }

  @ParameterizedTest
  @EnumSource(
      value = Switch.class,
      names = {"EMAIL_ADDRESSES_NOT_FOUND", "EMAIL_ADDRESSES_FORBIDDEN"})
  void closedEmailAddressesFailNoRunAndOptOutsArriveWithTheNextFullPull(Switch closed) {
    boolean forbidden = closed == Switch.EMAIL_ADDRESSES_FORBIDDEN;
    String id = forbidden ? "forbidden" : "not-served";
    String email = id + "@example.com";
    person(id, email);
    sync(id, id);
    caramel.sandbox().switches().turn(closed, true);
    flags(email, true, false);

    JsonNode run = caramel.run(id);
    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    assertThat(run.path("notes").toString()).contains("email addresses", "next full pull");
    assertThat(flags(id)).isEqualTo("in valid");

    JsonNode full = caramel.run(id, FULL);
    assertThat(full.path("outcome").asText()).as(full.toString()).isEqualTo("succeeded");
    assertThat(flags(id)).isEqualTo("out valid");
  }

  @ParameterizedTest
  @EnumSource(
      value = Switch.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EMAIL_ADDRESSES_NOT_FOUND", "EMAIL_ADDRESSES_FORBIDDEN"})
  void habitThatChangesBetweenTwoPullsChangesNoMember(Switch habit) {
    if (caramel.lastRun("habits").isMissingNode()) {
      JsonNode first =
          caramel.sync(
              "habits",
              "list: Habits\nmodule: Leads\ncolumns:\n  Email: email\n  First Name: first_name\n"
                  + "  Employees: employees_c\n  Budget: budget_c\n  VIP: vip_c\n"
                  + "  Priority: priority_c\n  Topics: newsletter_topics_c\n  Seen: last_visit_c\n"
                  + "  Teams: team_name\n"
                  + "pull:\n  add: true\n  remove: true\n  update: Email, First Name, Employees,"
                  + " Budget, VIP, Priority, Topics, Seen, Teams\n");
      assertThat(first.path("outcome").asText()).as(first.toString()).isEqualTo("succeeded");
    }
    String before = caramel.members("habits").toString();

    caramel.sandbox().switches().turn(habit, true);
    unchanged(caramel.run("habits"));
    unchanged(caramel.run("habits", FULL));

    assertThat(caramel.members("habits").toString()).isEqualTo(before);
  }

  private static void unchanged(JsonNode run) {
    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
    for (String count : Arrays.asList("added", "updated", "removed", "rejected")) {
      assertThat(run.path("counts").path(count).asInt()).as(run.toString()).isZero();
    }
  }

  private static void sync(String id, String name) {
    JsonNode run =
        caramel.sync(
            id,
            "list: %s\nmodule: Leads\nfilter: |\n  [{\"last_name\":\"%s\"}]\n".formatted(name, name)
                + "columns:\n  Email: email\npull:\n  add: true\n  update: Email\n"
                + "fullPull: never\nsweep: never\n");
    assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("succeeded");
  }

  /** What our side holds of an address that Sugar may not know yet. */
  private static void ours(String email, boolean optedOut, Boolean agreed) {
    caramel
        .jdbc()
        .sql("insert into address values ('default', ?, ?, ?, false, ?, ?, 'api', now())")
        .params(Arrays.asList(email, email, optedOut, agreed, agreed == null ? null : false))
        .update();
  }

  private static void flags(String email, boolean optedOut, boolean invalid) {
    sugar().setAddress(email, optedOut, invalid);
  }

  /** Flags of the only member of a list. */
  private static String flags(String list) {
    List<JsonNode> members = caramel.members(list);
    assertThat(members).hasSize(1);
    return words(members.get(0).path("optedOut"), members.get(0).path("invalidEmail"));
  }

  private static String address(String email) {
    JsonNode state = state(email);
    return words(state.path("optedOut"), state.path("invalid"));
  }

  private static String changedBy(String email) {
    return state(email).path("changedBy").asText();
  }

  private static JsonNode state(String email) {
    return caramel.get("/api/accounts/default/addresses/" + RunningCaramel.encoded(email));
  }

  private static String words(JsonNode optedOut, JsonNode invalid) {
    return (optedOut.asBoolean() ? "out " : "in ") + (invalid.asBoolean() ? "invalid" : "valid");
  }

  /** Changed so long ago that no pull by date reads the record itself again. */
  private static String person(String last, String email) {
    return sugar()
        .create(
            "Leads",
            Map.of(
                "last_name",
                last,
                "date_modified",
                caramel.sandbox().clock().instant().minus(Duration.ofDays(2)),
                "email",
                List.of(Map.of("email_address", email, "primary_address", true))));
  }

  private static Sugar sugar() {
    return caramel.sandbox().sugar();
  }
}
