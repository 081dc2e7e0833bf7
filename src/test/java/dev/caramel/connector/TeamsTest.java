package dev.caramel.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.testkit.RunningCaramel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several accounts on one Sugar, each bound to a team. */
class TeamsTest {
  private static final String SCORE = "caramel_lead_score_c";

  @RegisterExtension
  static final RunningCaramel caramel =
      RunningCaramel.withSandbox(
          sandbox ->
              sandbox
                  .leads(20)
                  .withField(
                      "Leads",
                      SugarField.of(
                          Map.of("name", SCORE, "type", "int", "source", "custom_fields"))));

  private static final String RULES =
      """
      list: Leads of a team
      module: Leads
      columns:
        Email: email
        Last Name: last_name
      removalLimit: 100 %
      pull:
        add: true
        remove: true
        update: Email, Last Name
      """;

  private static final String PUSHED =
      RULES.replace("Last Name: last_name", "Last Name: last_name\n  Lead Score: " + SCORE)
          + "push:\n  add: true\n  update: Lead Score\n";

  @Test
  void a_sync_sees_the_records_of_its_accounts_team_alone() {
    List<String> ids = caramel.sandbox().sugar().ids("Leads");
    String east = ids.get(0);
    String west = ids.get(1);
    String both = ids.get(2);
    ids.forEach(id -> caramel.sandbox().sugar().setTeams("Leads", id, List.of("Global")));
    caramel.sandbox().sugar().setTeams("Leads", east, List.of("East"));
    caramel.sandbox().sugar().setTeams("Leads", west, List.of("Global", "West"));
    caramel.sandbox().sugar().setTeams("Leads", both, List.of("East", "West"));
    account("eastern", "East");
    account("western", "West");

    caramel.sync("east-leads", "account: eastern\n" + RULES);
    caramel.sync("west-leads", "account: western\n" + RULES);
    assertThat(records("east-leads")).containsExactlyInAnyOrder(east, both);
    assertThat(records("west-leads")).containsExactlyInAnyOrder(west, both);

    caramel.send("PATCH", "/api/accounts/western", "{\"team\":\"East\"}", Map.of());
    caramel.run("west-leads");
    assertThat(records("west-leads")).containsExactlyInAnyOrder(east, both);
  }

  @Test
  void a_push_reaches_the_records_of_its_accounts_team_alone() {
    String east = lead("east.push@example.org", "East");
    String west = lead("west.push@example.org", "West");
    String both = lead("both.push@example.org", "East", "West");
    account("pushing-east", "East");
    account("pushing-west", "West");
    for (String side : List.of("east", "west")) {
      caramel.sync(side + "-pushed", "account: pushing-" + side + "\n" + PUSHED);
    }
    add("east-pushed", "west.push@example.org", 11);
    add("west-pushed", "same.push@example.org", 22);
    add("east-pushed", "same.push@example.org", 11);
    score("east-pushed", 11);
    score("west-pushed", 22);

    assertThat(caramel.run("east-pushed").path("outcome").asText()).isEqualTo("succeeded");
    assertThat(scoreInSugar(west)).isNotEqualTo("11");
    assertThat(scoreInSugar(both)).isEqualTo("11");
    assertThat(caramel.run("west-pushed").path("outcome").asText()).isEqualTo("succeeded");

    assertThat(scoreInSugar(east)).isEqualTo("11");
    assertThat(scoreInSugar(west)).isEqualTo("22");
    assertThat(scoreInSugar(both)).isEqualTo("22");
    assertThat(recordOf("east-pushed", "west.push@example.org")).isNotIn(west, "");
    assertThat(recordOf("east-pushed", "same.push@example.org"))
        .isNotIn("", recordOf("west-pushed", "same.push@example.org"));
    assertThat(teams(west)).containsExactly("West");
    assertThat(teams(recordOf("east-pushed", "west.push@example.org"))).containsExactly("East");
    assertThat(teams(recordOf("west-pushed", "same.push@example.org"))).containsExactly("West");
  }

  @Test
  void a_push_leaves_a_record_alone_that_went_to_another_team() {
    String record = lead("moved.push@example.org", "East");
    account("only-pushing", "East");
    caramel.write(
        "only-pushed",
        "account: only-pushing\n" + PUSHED.replaceFirst("(?s)pull:.*push:", "push:"));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> caramel.get("/api/syncs/only-pushed").path("state").asText().equals("ready"));
    add("only-pushed", "moved.push@example.org", 5);
    caramel.run("only-pushed");
    assertThat(scoreInSugar(record)).isEqualTo("5");

    caramel.sandbox().sugar().setTeams("Leads", record, List.of("West"));
    score("only-pushed", 6);
    caramel.run("only-pushed");

    assertThat(scoreInSugar(record)).isEqualTo("5");
  }

  @ParameterizedTest
  @CsvSource({
    "West, cannot have the team 'West'",
    "east, Did you mean 'East'?",
    "Eats, Did you mean 'East'?"
  })
  void a_definition_that_names_another_team_than_its_account_is_refused_with_its_line(
      String team, String words) {
    account("bound", "East");
    String id = "foreign-" + team.toLowerCase(java.util.Locale.ROOT) + words.length();
    caramel.write(id, "account: bound\nteam: " + team + "\n" + RULES);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> caramel.get("/api/syncs/" + id).hasNonNull("state"));

    JsonNode sync = caramel.get("/api/syncs/" + id);
    assertThat(sync.path("state").asText()).isEqualTo("refused");
    assertThat(sync.path("errors")).isNotEmpty();
    assertThat(sync.path("errors").path(0).path("line").asInt()).isEqualTo(6);
    assertThat(sync.path("errors").path(0).path("message").asText())
        .contains("'bound'", "'East'", words);
    assertThat(caramel.send("POST", "/api/syncs/" + id + "/runs", "{}", Map.of()).statusCode())
        .isEqualTo(422);
  }

  @Test
  void a_run_of_a_definition_that_the_accounts_new_team_contradicts_is_refused() {
    account("moving", "East");
    caramel.sync("moving-leads", "account: moving\nteam: East\n" + RULES);
    caramel.send("PATCH", "/api/accounts/moving", "{\"team\":\"West\"}", Map.of());

    var answer = caramel.send("POST", "/api/syncs/moving-leads/runs", "{}", Map.of());

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("West", "East", "moving");
  }

  @Test
  void a_team_that_sugar_lacks_is_refused_and_a_near_miss_is_named() {
    var near =
        caramel.send(
            "POST",
            "/api/accounts",
            "{\"id\":\"near\",\"name\":\"N\",\"team\":\"east\"}",
            Map.of());
    assertThat(near.statusCode()).isEqualTo(400);
    assertThat(near.body()).contains("Did you mean 'East'?");
    assertThat(
            caramel
                .send("PATCH", "/api/accounts/default", "{\"connection\":\"defualt\"}", Map.of())
                .body())
        .contains("Did you mean 'default'?");
  }

  private static void account(String id, String team) {
    JsonNode made =
        caramel.post(
            "/api/accounts",
            "{\"id\":\"%s\",\"name\":\"%s\",\"team\":\"%s\"}".formatted(id, id, team));
    assertThat(made.path("team").asText(team)).as(made.toString()).isEqualTo(team);
  }

  private static String lead(String email, String... teams) {
    String id = caramel.sandbox().sugar().create("Leads", Map.of("last_name", "L", "email", email));
    caramel.sandbox().sugar().setTeams("Leads", id, List.of(teams));
    return id;
  }

  private static void add(String list, String email, int score) {
    caramel
        .jdbc()
        .sql(
            """
            insert into member (list_id, email, "values")
            values (?, ?, jsonb_build_object('email', ?, 'last_name', 'New', 'caramel_lead_score_c', ?))
            """)
        .params(list, email, email, score)
        .update();
  }

  private static void score(String list, int score) {
    caramel
        .jdbc()
        .sql(
            """
            update member
               set "values" = "values" || jsonb_build_object('caramel_lead_score_c', ?), source_hash = null
             where list_id = ?
            """)
        .params(score, list)
        .update();
  }

  private static String scoreInSugar(String record) {
    return String.valueOf(caramel.sandbox().sugar().record("Leads", record).get(SCORE));
  }

  private static String recordOf(String list, String email) {
    return caramel.members(list).stream()
        .filter(member -> member.path("email").asText().equals(email))
        .map(member -> member.path("record").path("id").asText())
        .findFirst()
        .orElse("");
  }

  private static List<String> teams(String record) {
    return ((List<?>) caramel.sandbox().sugar().record("Leads", record).get("teams"))
        .stream()
            .map(id -> caramel.sandbox().sugar().record("Teams", id.toString()).get("name"))
            .map(String::valueOf)
            .toList();
  }

  private static List<String> records(String list) {
    return caramel.members(list).stream()
        .map(member -> member.path("record").path("id").asText())
        .toList();
  }
}
