package dev.caramel.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Sugar's endpoints answer to dashlets: whose data, and what where there are none. */
abstract class AskFromSugar {
  private static final RunningCaramel caramel = SugarPackagesTest.caramel;

  @RegisterExtension static final SugarInstance sugar = SugarInstance.ofRelease("14.0.0");

  private static final String SALLY = "sally";
  private static final String MAX = "max";
  private static final String YUKI = "yuki";

  private static final List<String> answers = new ArrayList<>();
  private static Gate gate;
  private static List<MarketingAccount> accounts;

  /** One address, known to three accounts; three leads with it, of different teams. */
  @BeforeAll
  static void twoTeams() throws IOException {
    sugar.install(SugarZip.built(SugarZip.INTEGRATOR));
    gate = new Gate(caramel::url);
    accounts =
        List.of(
            account("all", null, "Newsletter"),
            account("west", "West", "West mailing"),
            account("east", "East", "East mailing"));
    sugar.post("/administration/connector", settings());
    lead("lead-global", "global", "team-global");
    lead("lead-west", "west", "team-west");
    lead("lead-both", "west-and-east", "team-east");
  }

  @AfterAll
  static void close() {
    gate.close();
  }

  @BeforeEach
  void forgetRequests() {
    gate.requests();
  }

  @AfterEach
  void nothingWentWrongAndNoKeyLeftTheServer() {
    gate.open();
    assertThat(sugar.complaints()).isEmpty();
    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .doesNotContain(accounts.stream().map(MarketingAccount::key).toList()));
  }

  @ParameterizedTest
  @CsvSource({
    "sally, lead-west, West mailing",
    "sally, lead-both, West mailing",
    "max, lead-both, East mailing",
    "admin, lead-both, East mailing",
    "admin, lead-west, West mailing",
    "sally, lead-global, Newsletter",
    "yuki, lead-global, Newsletter"
  })
  void a_record_is_seen_by_the_account_of_a_team_that_user_and_record_share(
      String user, String lead, String asset) {
    assertThat(assets(ask(user, "Leads/" + lead + "/activities"))).containsExactly(asset);
    JsonNode days = ask(user, "Leads/" + lead + "/timeline").path("days");
    assertThat(days.findValuesAsText("asset")).containsExactly(asset);
  }

  @Test
  void a_record_of_another_team_is_not_there() {
    assertThat(status(MAX, "Leads/lead-west/activities")).isEqualTo(404);
    assertThat(status(MAX, "Leads/lead-west/timeline")).isEqualTo(404);
    assertThat(status(MAX, "Leads/no-such-lead/activities")).isEqualTo(404);
    assertThat(gate.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"sally, west@example.com", "max, east@example.com", "yuki, all@example.com"})
  void each_user_sees_the_hot_prospects_of_their_own_team(String user, String email) {
    JsonNode answer = ask(user, "hot-prospects");

    assertThat(answer.path("prospects").findValuesAsText("email"))
        .as(answer.toString())
        .containsExactly(email);
  }

  @Test
  void a_record_that_a_role_denies_is_not_asked_about() {
    sugar.record(
        "Leads",
        Map.of(
            "id", "lead-secret", "email1", "ann@example.com", "role_denies", new String[] {YUKI}));
    sugar.record(
        "Accounts",
        Map.of("id", "company-secret", "name", "Secret", "role_denies", new String[] {YUKI}));

    assertThat(status(YUKI, "Leads/lead-secret/activities")).isEqualTo(403);
    assertThat(status(YUKI, "Leads/lead-secret/timeline")).isEqualTo(403);
    assertThat(status(YUKI, "Accounts/company-secret/report")).isEqualTo(403);
    assertThat(gate.requests()).isEmpty();
    assertThat(status(SALLY, "Leads/lead-secret/activities")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Users/admin/activities", "Teams/team-west/timeline", "Accounts/a/activities"})
  void other_modules_have_no_activities(String path) {
    assertThat(status(SugarInstance.ADMIN, path)).isEqualTo(404);
    assertThat(gate.requests()).isEmpty();
  }

  @Test
  void who_is_not_logged_in_or_no_administrator_is_turned_away() {
    assertThat(status("nobody", "hot-prospects")).isEqualTo(401);
    assertThat(status(SALLY, "test")).isEqualTo(403);
    assertThat(status(SugarInstance.ADMIN, "test")).isEqualTo(200);
  }

  @Test
  void an_account_report_tells_of_the_people_that_the_user_may_see() {
    contact("c-ann", "Ann@Example.com", List.of());
    contact("c-hidden", "hidden@example.com", List.of(YUKI));
    contact("c-comma", "\"a,b\"@example.com", List.of());
    sugar.record(
        "Accounts",
        Map.of(
            "id",
            "company",
            "name",
            "Example Ltd",
            "links",
            Map.of(
                "contacts",
                List.of("c-ann", "c-hidden", "c-comma"),
                "leads",
                List.of("lead-west"))));

    JsonNode report = ask(YUKI, "Accounts/company/report");

    assertThat(gate.requests())
        .containsExactly("/connector/v1/account-report?emails=ann%40example.com&days=90");
    assertThat(report.path("people").findValuesAsText("name")).containsExactly("Carla c-ann");
    assertThat(report.at("/people/0/record/id").asText()).isEqualTo("c-ann");
    assertThat(report.at("/timeline/0/asset").asText()).isEqualTo("Newsletter");
    assertThat(report.toString()).doesNotContainIgnoringCase("ann@example.com");
    assertThat(report.at("/summary/people").asInt()).isEqualTo(1);
  }

  @Test
  void nothing_is_asked_about_who_has_no_address() {
    sugar.record("Leads", Map.of("id", "lead-mute", "first_name", "Mute"));
    sugar.record("Accounts", Map.of("id", "company-empty", "name", "Empty"));

    assertThat(ask(SALLY, "Leads/lead-mute/activities").path("reason").asText())
        .isEqualTo("no_email");
    assertThat(ask(SALLY, "Leads/lead-mute/timeline").path("reason").asText())
        .isEqualTo("no_email");
    assertThat(ask(SALLY, "Accounts/company-empty/report").path("reason").asText())
        .isEqualTo("no_people");
    assertThat(gate.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "days=0 | days=1&limit=20",
        "days=99999&limit=9999 | days=3650&limit=200",
        "days=x&limit=y | days=90&limit=20",
        "types=sent,opened,&days=7 | types=sent%2Copened&days=7&limit=20",
        "types=sent%26limit%3D1 | days=90&limit=20"
      })
  void what_a_browser_asks_for_is_held_within_bounds(String query, String asked) {
    ask(YUKI, "Leads/lead-global/activities?" + query);

    assertThat(gate.requests())
        .containsExactly("/connector/v1/activities?email=ann%40example.com&" + asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {\"error\":\"invalid_key\",\"message\":\"No such key\"} | key",
        "403 | {\"error\":\"illegal_remote_endpoint\",\"message\":\"Illegal\"} | ip",
        "404 | {\"error\":\"unknown_team\",\"message\":\"Which team?\"} | team",
        "429 | {\"error\":\"too_many_attempts\",\"message\":\"Wait\"} | busy",
        "400 | {\"error\":\"invalid_request\",\"message\":\"days\"} | refused",
        "500 | {\"error\":\"x\",\"message\":\"Broken\"} | failed",
        "503 | Service Unavailable | failed",
        "200 | <html>Log in</html> | not_caramel",
        "302 | elsewhere | not_caramel"
      })
  void a_failure_is_a_sentence_and_the_details_are_for_administrators(
      int status, String body, String code) {
    gate.answer(status, body);

    JsonNode forSally = ask(SALLY, "hot-prospects").path("problem");
    JsonNode forAdmin = ask(SugarInstance.ADMIN, "Leads/lead-west/activities").path("problem");

    assertThat(forSally.path("code").asText()).isEqualTo(code);
    assertThat(forSally.path("message").asText())
        .contains("Caramel")
        .endsWith(".")
        .doesNotContain("HTTP");
    assertThat(forSally.has("detail")).isFalse();
    assertThat(forAdmin.path("detail").asText()).isNotEmpty();
  }

  private static JsonNode ask(String user, String path) {
    JsonNode answer = sugar.get(user, "/rest/v11_20/caramel/" + path);
    answers.add(answer.toString());
    return answer;
  }

  private static int status(String user, String path) {
    HttpResponse<String> answer = sugar.send(user, "/rest/v11_20/caramel/" + path);
    answers.add(answer.headers().map() + answer.body());
    return answer.statusCode();
  }

  private static List<String> assets(JsonNode answer) {
    return answer.path("activities").findValuesAsText("asset");
  }

  private static MarketingAccount account(String id, String team, String asset) {
    return MarketingAccount.of(caramel, id, team)
        .authorize("127.0.0.1")
        .did("ann@example.com", "clicked", asset, null, 60)
        .did(id + "@example.com", "form-submitted", "Form", null, 60)
        .prospect(id + "@example.com", null);
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new java.util.HashMap<>();
    settings.put("url", gate.url());
    settings.put("api_key", accounts.get(0).key());
    settings.put("teams", "2");
    for (int i = 1; i <= 2; i++) {
      settings.put("team" + i + "_name", i == 1 ? "West" : "East");
      settings.put("team" + i + "_url", gate.url());
      settings.put("team" + i + "_key", accounts.get(i).key());
    }
    return settings;
  }

  private static void lead(String id, String teamSet, String team) {
    sugar.record(
        "Leads",
        Map.of("id", id, "email1", "ann@example.com", "team_set_id", teamSet, "team_id", team));
  }

  private static void contact(String id, String email, List<String> denied) {
    sugar.record(
        "Contacts",
        Map.of(
            "id",
            id,
            "first_name",
            "Carla",
            "last_name",
            id,
            "email1",
            email,
            "role_denies",
            denied));
  }
}
