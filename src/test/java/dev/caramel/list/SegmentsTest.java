package dev.caramel.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Named conditions over a list's columns and scores, and whom they hold. */
class SegmentsTest {
  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sugar -> sugar.leads(0));

  private final GivenList list = new GivenList(caramel, "people");

  @BeforeEach
  void aListOfPeople() {
    caramel.jdbc().sql("truncate activity, list, list_column, member cascade").update();
    caramel.jdbc().sql("delete from score_sheet where name <> 'default'").update();
    list.withColumns(
        "Email",
        "email",
        "email",
        "Title",
        "title",
        "varchar",
        "Employees",
        "size_c",
        "int",
        "Interests",
        "interests_c",
        "multienum",
        "Since",
        "since_c",
        "datetimecombo");
    list.member(
        "ann@x.example",
        "{\"title\":\"Art Director\",\"size_c\":50,\"interests_c\":[\"golf\",\"wine\"],\"since_c\":\"2026-01-02T10:00:00Z\"}");
    list.member("bob@x.example", "{\"title\":\"Clerk\",\"size_c\":500}");
    list.member(
        "cid@x.example", "{\"interests_c\":[\"golf\"],\"since_c\":\"2026-03-01T00:00:00Z\"}");
  }

  @AfterAll
  static void nothingIsLeft() {
    caramel.jdbc().sql("truncate activity").update();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"column":"Title","condition":"equals","value":"art director"}            | ann
          {"column":"Title","condition":"not-equals","value":"clerk"}               | ann cid
          {"column":"Title","condition":"contains","value":"direct"}                | ann
          {"column":"Title","condition":"starts with","value":"cl"}                 | bob
          {"column":"Title","condition":"empty"}                                    | cid
          {"column":"Title","condition":"not-empty"}                                | ann bob
          {"column":"Title","condition":"in","value":["clerk","boss"]}              | bob
          {"column":"Employees","condition":"greater","value":60}                   | bob
          {"column":"Employees","condition":"less","value":"500"}                   | ann
          {"column":"Interests","condition":"equals","value":"wine"}                | ann
          {"column":"Since","condition":"less","value":"2026-01-02T11:30:00+02:00"} |
          {"column":"Since","condition":"less","value":"2026-01-02T12:30:00+02:00"} | ann
          """)
  void eachConditionHoldsWhomItSays(String condition, String people) {
    HttpResponse<String> answer = list.segment("s", "{\"all\":[" + condition + "]}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(list.within("s"))
        .containsExactlyElementsOf(
            people == null
                ? List.of()
                : List.of(people.split(" ")).stream().map(one -> one + "@x.example").toList());
  }

  @Test
  void allOfTheConditionsOrAnyOfThem() {
    String two =
        "[{\"column\":\"Interests\",\"condition\":\"equals\",\"value\":\"golf\"},{\"column\":\"Employees\",\"condition\":\"greater\",\"value\":10}]";

    list.segment("both", "{\"all\":" + two + "}");
    list.segment("either", "{\"any\":" + two + "}");

    assertThat(list.within("both")).containsExactly("ann@x.example");
    assertThat(list.within("either")).hasSize(3);
  }

  @Test
  void scoresAreOfTheSheetThatTheConditionNames() {
    caramel.send(
        "PUT",
        "/api/accounts/default/score-sheets/titles",
        "{\"days\":30,\"profile\":[{\"column\":\"Title\",\"condition\":\"contains\",\"value\":\"director\",\"points\":40}]}",
        Map.of());
    activity("w1", "BOB@x.example", "webinar-attended");
    activity("w2", "bob@x.example", "form-submitted");

    list.segment("hot", "{\"all\":[{\"score\":\"total\",\"condition\":\"greater\",\"value\":39}]}");
    list.segment(
        "titled",
        "{\"all\":[{\"score\":\"profile\",\"sheet\":\"titles\",\"condition\":\"equals\",\"value\":40}]}");
    list.segment(
        "cold",
        "{\"all\":[{\"score\":\"behavioral\",\"condition\":\"less\",\"value\":1},{\"score\":\"behavioral\",\"sheet\":\"titles\",\"condition\":\"less\",\"value\":1}]}");

    assertThat(list.within("hot")).containsExactly("bob@x.example");
    assertThat(list.within("titled")).containsExactly("ann@x.example");
    assertThat(list.within("cold")).containsExactly("ann@x.example", "cid@x.example");
  }

  @Test
  void whoIsRemovedIsInNoSegment() {
    list.segment("all", "{\"all\":[{\"column\":\"Title\",\"condition\":\"not-empty\"}]}");
    JsonNode ann = caramel.get(list.path() + "/members?email=ann@x.example").at("/members/0");

    caramel.send("DELETE", list.path() + "/members/" + ann.path("id").asText(), null, Map.of());

    assertThat(list.within("all")).containsExactly("bob@x.example");
  }

  @Test
  void aSegmentIsKeptAsItWasSetUntilItIsDeleted() {
    String kept =
        "{\"name\":\"two\",\"any\":[{\"column\":\"Title\",\"condition\":\"starts-with\",\"value\":\"Art\"},{\"score\":\"total\",\"condition\":\"greater\",\"value\":39}]}";
    assertThat(list.segment("two", kept.replace("starts-with", "Starts With")).body())
        .isEqualTo(kept);
    list.segment("one", "{\"all\":[{\"column\":\"Title\",\"condition\":\"empty\"}]}");

    assertThat(caramel.get(list.path() + "/segments/two")).hasToString(kept);
    JsonNode page = caramel.get(list.path() + "/segments?limit=1");
    assertThat(page.at("/segments/0/name").asText()).isEqualTo("one");
    assertThat(caramel.get(list.path() + "/segments?after=" + page.path("next").asText()))
        .hasToString("{\"segments\":[" + kept + "],\"next\":null}");
    String two = list.path() + "/segments/two";
    assertThat(caramel.send("DELETE", two, null, Map.of()).statusCode()).isEqualTo(204);
    assertThat(caramel.send("DELETE", two, null, Map.of()).statusCode()).isEqualTo(404);
    assertThat(caramel.send("GET", two, null, Map.of()).statusCode()).isEqualTo(404);
    assertThat(caramel.send("GET", two + "/members", null, Map.of()).statusCode()).isEqualTo(404);
    assertThat(caramel.get("/api/lists/nope/segments").path("status").asInt()).isEqualTo(404);
  }

  @Test
  void everythingThatIsWrongInASegmentIsNamedAtOnce() {
    HttpResponse<String> answer =
        list.segment(
            "Wrong",
            """
            {"name":"other","all":[
              {"column":"Titel","condition":"equals","value":"x"},
              {"column":"Employees","condition":"greater","value":"many"},
              {"column":"Title","score":"total","condition":"empty"},
              {"score":"sum","sheet":"nope","condition":"contains","value":4},
              {"score":"total","condition":"greater","value":"x"},
              {"column":"Title","sheet":"default","condition":"is","value":"x"}]}""");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(GivenList.json(answer).path("detail").asText())
        .contains(
            "small letters, digits and dashes, not \"Wrong\"",
            "but the path says Wrong",
            "no column \"Titel\". It has: Email, Title,",
            "holds numbers, and \"many\" is none",
            "either \"column\" or \"score\"",
            "\"score\" may be behavioral, profile, total, not \"sum\"",
            "no score sheet \"nope\". It has: default",
            "never empty: \"condition\" may be",
            "for a score is one",
            "\"sheet\" belongs to a \"score\"",
            "not \"is\"");
    for (String body :
        List.of("{}", "{\"all\":[]}", "{\"all\":[],\"any\":[]}", "{\"all\":[null]}")) {
      assertThat(list.segment("s", body).statusCode()).as(body).isEqualTo(400);
    }
  }

  @Test
  void everyMemberOfALargeListIsOnOnePage() {
    caramel
        .jdbc()
        .sql(
            """
            insert into member (list_id, email, "values")
            select 'people', n || '@y.example', jsonb_build_object('size_c', n % 1000)
              from generate_series(1, 9000) n
            """)
        .update();
    list.segment(
        "rare", "{\"all\":[{\"column\":\"Employees\",\"condition\":\"equals\",\"value\":7}]}");

    List<String> met = new ArrayList<>();
    JsonNode page = caramel.get(list.path() + "/segments/rare/members?limit=2");
    while (page.hasNonNull("next")) {
      page.path("members").forEach(member -> met.add(member.path("email").asText()));
      page =
          caramel.get(
              list.path() + "/segments/rare/members?limit=2&after=" + page.path("next").asText());
    }
    page.path("members").forEach(member -> met.add(member.path("email").asText()));
    String csv =
        caramel
            .send("GET", list.path() + "/segments/rare/members", null, Map.of("Accept", "text/csv"))
            .body();

    assertThat(met).hasSize(9).contains("7@y.example", "8007@y.example").doesNotHaveDuplicates();
    assertThat(csv.lines()).hasSize(10);
    assertThat(csv).startsWith("id,record,Email,Title,Employees");
  }

  @Test
  void aSheetThatASegmentNeedsStays() {
    String sheet = "/api/accounts/default/score-sheets/events";
    caramel.send("PUT", sheet, "{\"days\":30}", Map.of());
    list.segment(
        "s",
        "{\"all\":[{\"score\":\"total\",\"sheet\":\"events\",\"condition\":\"less\",\"value\":1}]}");

    HttpResponse<String> answer = caramel.send("DELETE", sheet, null, Map.of());

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("people/s");
  }

  private static void activity(String id, String email, String type) {
    caramel.post(
        "/api/accounts/default/activities",
        "{\"id\":\"%s\",\"email\":\"%s\",\"type\":\"%s\",\"at\":\"%s\"}"
            .formatted(id, email, type, Instant.now()));
  }
}
