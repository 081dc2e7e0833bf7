package dev.caramel.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Score sheets and the scores that they give, over the API. */
class ScoreSheetsTest {
  private static final String SHEETS = "/api/accounts/default/score-sheets";

  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sugar -> sugar.leads(0));

  private final GivenPeople people = new GivenPeople(caramel::jdbc);

  @BeforeEach
  void anew() {
    people.forget();
  }

  @Test
  void every_account_begins_with_a_sheet_that_scores_the_ten_kinds() {
    caramel.jdbc().sql("insert into account (id, name) values ('emea', 'EMEA')").update();

    for (String account : List.of("default", "emea")) {
      JsonNode sheet = caramel.get("/api/accounts/" + account + "/score-sheets/default");
      assertThat(sheet.path("behavior").findValuesAsText("activity"))
          .containsExactlyElementsOf(ActivityTypes.ALL);
    }
  }

  @Test
  void a_sheet_is_kept_as_it_was_set() {
    String sheet =
        """
        {"name":"events","days":30,"behavior":[{"activity":"opened","points":3,"once":true}],\
        "assets":[{"activity":"clicked","asset":"News","points":7}],\
        "profile":[{"column":"Title","condition":"contains","value":"director","points":10},\
        {"column":"Phone","condition":"empty","points":-5},\
        {"column":"Country","condition":"in","value":["US","CA"],"points":2}]}""";

    assertThat(put("events", sheet).statusCode()).isEqualTo(200);

    assertThat(caramel.get(SHEETS + "/events")).hasToString(sheet);
  }

  @Test
  void everything_that_is_wrong_in_a_sheet_is_named_at_once() {
    HttpResponse<String> answer =
        put(
            "wrong",
            """
            {"days":0,"behavior":[{"activity":"open","points":1},{"activity":"sent","points":1},
              {"activity":"sent","points":2}],"assets":[{"activity":"sent","points":1}],
             "profile":[{"column":"A","condition":"is","value":1,"points":1},
               {"column":"A","condition":"in","value":"x","points":1},
               {"column":"A","condition":"empty","value":"x","points":1}]}""");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains(
            "\\\"days\\\" may be 1 to 730",
            "not \\\"open\\\"",
            "\\\"sent\\\" has two rules",
            "\\\"asset\\\" is missing",
            "not \\\"is\\\"",
            "array of texts or numbers",
            "takes no \\\"value\\\"");
  }

  @Test
  void an_account_has_up_to_five_sheets_and_always_the_default_one() {
    for (String name : List.of("a", "b", "c", "d")) {
      assertThat(put(name, "{\"days\":30}").statusCode()).isEqualTo(200);
    }

    assertThat(put("e", "{\"days\":30}").statusCode()).isEqualTo(409);
    assertThat(put("a", "{\"days\":31}").statusCode()).isEqualTo(200);
    assertThat(delete("d").statusCode()).isEqualTo(204);
    assertThat(put("e", "{\"days\":30}").statusCode()).isEqualTo(200);
    assertThat(delete("default").statusCode()).isEqualTo(409);
    assertThat(delete("nope").statusCode()).isEqualTo(404);
    assertThat(caramel.get(SHEETS).path("scoreSheets").findValuesAsText("name"))
        .containsExactly("a", "b", "c", "default", "e");
  }

  @Test
  void the_score_of_an_address_comes_with_the_points_by_rule() {
    people.list("leads", "Title", "title");
    people.member("leads", "Jane@example.com", "{\"title\":\"Art Director\"}");
    people.activity("jane@example.com", "opened", "News", 1);
    people.activity("JANE@example.com", "opened", "News", 2);
    people.activity("jane@example.com", "webinar-attended", "Intro", 3);
    people.activity("jane@example.com", "webinar-attended", "Intro", 4);
    people.activity("jane@example.com", "opened", "News", 31);
    put(
        "why",
        """
        {"days":30,"behavior":[{"activity":"opened","points":3},
          {"activity":"webinar-attended","points":25,"once":true}],
         "assets":[{"activity":"opened","asset":"News","points":7}],
         "profile":[{"column":"Title","condition":"contains","value":"director","points":10}]}""");

    JsonNode score = caramel.get("/api/accounts/default/scores/jane@example.com?sheet=why");

    assertThat(score)
        .hasToString(
            """
            {"email":"jane@example.com","sheet":"why","behavioral":38,"profile":10,"total":48,\
            "days":30,"rules":[\
            {"kind":"behavior","activity":"opened","times":2,"points":6},\
            {"kind":"behavior","activity":"webinar-attended","times":2,"points":25},\
            {"kind":"asset","activity":"opened","asset":"News","times":2,"points":7},\
            {"kind":"profile","column":"Title","condition":"contains","value":"director",\
            "points":10}]}""");
  }

  @Test
  void an_address_that_did_nothing_has_a_score_of_zero() {
    JsonNode score = caramel.get("/api/accounts/default/scores/nobody@example.com");

    assertThat(score.path("total").asInt(-1)).isZero();
    assertThat(score.path("rules")).isEmpty();
  }

  @Test
  void a_profile_rule_counts_once_for_all_members_that_share_an_address() {
    people.list("leads", "Title", "title");
    people.member("leads", "info@example.com", "{\"title\":\"Director\"}");
    people.member("leads", "info@example.com", "{\"title\":\"Director\"}");
    people.list("other", "Title", "title");
    people.member("other", "info@example.com", "{\"title\":\"Clerk\"}");
    put(
        "shared",
        """
        {"days":30,"profile":[{"column":"Title","condition":"equals","value":"director","points":10}]}""");

    String score = "/api/accounts/default/scores/info@example.com?sheet=shared";
    assertThat(caramel.get(score).path("profile").asInt()).isEqualTo(10);
    assertThat(caramel.get(score + "&list=other").path("profile").asInt(-1)).isZero();
  }

  @Test
  void the_scores_of_a_whole_list_are_those_of_its_addresses() {
    people.list("leads", "Title", "title", "Country", "country");
    for (int i = 0; i < 40; i++) {
      String values =
          "{\"title\":\"%s\",\"country\":\"%s\"}"
              .formatted(i % 3 == 0 ? "Director" : "Clerk", List.of("US", "CA", "DE").get(i % 3));
      people.member("leads", i % 7 == 0 ? null : "P" + i % 30 + "@example.com", values);
      for (int n = 0; n < i % 5; n++) {
        String type = ActivityTypes.ALL.get((i + n) % 10);
        people.activity("p" + i % 30 + "@Example.com", type, n % 2 == 0 ? "News" : "Price", i);
      }
    }
    put(
        "mixed",
        """
        {"days":30,"behavior":[{"activity":"opened","points":3},{"activity":"clicked","points":5,"once":true},
          {"activity":"sent","points":-1},{"activity":"custom","points":7}],
         "assets":[{"activity":"opened","asset":"News","points":11},{"activity":"custom","asset":"Price","points":13}],
         "profile":[{"column":"Title","condition":"equals","value":"director","points":10},
          {"column":"Country","condition":"in","value":["us","CA"],"points":4}]}""");

    List<String> ofList =
        caramel
            .jdbc()
            .sql(
                """
                select distinct m.email_key || ' ' || s.behavioral || ' ' || s.profile
                from member_scores('leads', 'mixed', 0, 9223372036854775807) s
                join member m on m.list_id = 'leads' and m.id = s.member_id
                where m.email_key is not null
                """)
            .query(String.class)
            .list();

    assertThat(ofList).hasSize(27);
    assertThat(ofList)
        .allSatisfy(
            line -> {
              String email = line.split(" ")[0];
              JsonNode one =
                  caramel.get("/api/accounts/default/scores/" + email + "?sheet=mixed&list=leads");
              assertThat(line)
                  .isEqualTo(email + " " + one.path("behavioral") + " " + one.path("profile"));
            })
        .anySatisfy(line -> assertThat(line).matches(".* -?[1-9]\\d* [1-9]\\d*"));
  }

  @Test
  void the_score_falls_when_activities_leave_the_period() {
    people.activity("jane@example.com", "webinar-attended", "Intro", 29);
    people.activity("jane@example.com", "opened", "News", 1);
    put(
        "month",
        "{\"days\":30,\"behavior\":[{\"activity\":\"opened\",\"points\":3},{\"activity\":\"webinar-attended\",\"points\":25}]}");
    String score = "/api/accounts/default/scores/jane@example.com?sheet=month";
    assertThat(caramel.get(score).path("behavioral").asInt()).isEqualTo(28);

    caramel.jdbc().sql("update activity set at = at - interval '2 days'").update();

    assertThat(caramel.get(score).path("behavioral").asInt()).isEqualTo(3);
  }

  private static HttpResponse<String> put(String sheet, String body) {
    return caramel.send("PUT", SHEETS + "/" + sheet, body, Map.of());
  }

  private static HttpResponse<String> delete(String sheet) {
    return caramel.send("DELETE", SHEETS + "/" + sheet, null, Map.of());
  }
}
