package dev.caramel.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RawHttp;
import dev.caramel.testkit.RunningCaramel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** What the dashlets in Sugar are told. Points are those of the sheet that every account has. */
class DashletsTest {
  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sandbox -> sandbox.leads(20));

  private static Callers hot;

  /**
   * Points: sent 1, opened 3, clicked 5, page-visited 2, form-submitted 20, webinar-attended 25.
   * Ann: 4 x 1 + 3 + 2 x 5 = 17. Bob: 5, and 20 that are 40 days old = 25. Cid: 6 x 1 + 4 x 3 = 18.
   * Dan: 25 that are 100 days old. Eve: 2. Fay was removed from the list.
   */
  @BeforeAll
  static void people() {
    hot =
        Callers.of(caramel, "hot")
            .list("hot-leads")
            .member("hot-leads", "Ann@example.com", "Ann", "Sally")
            .member("hot-leads", "bob@example.com", "Bob", "Max")
            .member("hot-leads", "cid@other.example", "Cid", "Sally")
            .member("hot-leads", "dan@example.com", "Dan", "Max")
            .member("hot-leads", "eve@example.com", "Eve", "Max")
            .member("hot-leads", "fay@example.com", "Fay", "Max")
            .did("ann@example.com", "sent", 4, 2)
            .did("ann@example.com", "opened", 1, 2)
            .did("ANN@example.com", "clicked", 2, 2)
            .did("bob@example.com", "clicked", 1, 5)
            .did("bob@example.com", "form-submitted", 1, 40)
            .did("cid@other.example", "sent", 6, 1)
            .did("cid@other.example", "opened", 4, 1)
            .did("dan@example.com", "webinar-attended", 1, 100)
            .did("eve@example.com", "page-visited", 1, 1)
            .did("fay@example.com", "form-submitted", 3, 1)
            .did("stranger@example.com", "form-submitted", 9, 1);
    caramel
        .jdbc()
        .sql(
            "update member set removed_at = now(), removed_because = 'by-person' where email like 'fay@%'")
        .update();
    assertThat(hot.choose("{\"lists\":[\"hot-leads\"]}")).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | Bob 25, Cid 18, Ann 17, Eve 2",
        "?maxRecords=2 | Bob 25, Cid 18",
        "?days=30 | Cid 18, Ann 17, Bob 5, Eve 2",
        "?days=365 | Bob 25, Dan 25, Cid 18, Ann 17, Eve 2",
        "?minScore=17 | Bob 25, Cid 18, Ann 17",
        "?minScore=18 | Bob 25, Cid 18",
        "?includeSends=false | Bob 25, Ann 13, Cid 12, Eve 2",
        "?includeOpens=false | Bob 25, Ann 14, Cid 6, Eve 2",
        "?includeSends=false&includeOpens=false | Bob 25, Ann 10, Eve 2",
        "?assignedTo=Sally | Cid 18, Ann 17"
      })
  void each_option_changes_the_hot_prospects(String query, String prospects) {
    List<String> told = new ArrayList<>();
    JsonNode answer = hot.get("hot-prospects" + query).json();
    for (JsonNode one : answer.path("prospects")) {
      told.add(one.path("name").asText().replace(" Doe", "") + " " + one.path("score").asInt());
    }

    assertThat(String.join(", ", told)).isEqualTo(prospects);
    assertThat(answer.path("reason").isNull()).isTrue();
  }

  @Test
  void a_hot_prospect_is_told_with_what_a_sales_user_needs() {
    JsonNode bob = hot.get("hot-prospects?maxRecords=1").json().path("prospects").path(0);

    assertThat(bob.path("email").asText()).isEqualTo("bob@example.com");
    assertThat(bob.path("title").asText()).isEqualTo("CTO");
    assertThat(bob.path("company").asText()).isEqualTo("Example Ltd");
    assertThat(bob.path("owner").asText()).isEqualTo("Max");
    assertThat(bob.path("list").asText()).isEqualTo("hot-leads");
    assertThat(bob.path("record").toString())
        .isEqualTo("{\"module\":\"Leads\",\"id\":\"record-bob@example.com\"}");
    assertThat(bob.path("lastActivity").asText()).endsWith("Z");
  }

  @Test
  void an_address_of_two_members_is_one_prospect() {
    Callers twice =
        Callers.of(caramel, "twice")
            .list("twice-a")
            .list("twice-b")
            .member("twice-b", "kim@example.com", "Kim", "Max")
            .member("twice-a", "KIM@example.com", "Kim", "Max")
            .did("kim@example.com", "clicked", 1, 1);
    twice.choose("{\"lists\":[\"twice-b\",\"twice-a\"]}");

    JsonNode prospects = twice.get("hot-prospects").json().path("prospects");
    assertThat(prospects).hasSize(1);
    assertThat(prospects.path(0).path("list").asText()).isEqualTo("twice-a");
  }

  @Test
  void an_empty_answer_says_why() {
    Callers none = Callers.of(caramel, "none").list("none-leads");
    assertThat(reason(none.get("hot-prospects"))).contains("No list is chosen");
    assertThat(none.get("hot-prospects").json().path("reasonCode").asText()).isEqualTo("no_lists");

    none.choose("{\"lists\":[\"none-leads\"]}");
    assertThat(reason(none.get("hot-prospects?minScore=7&days=30")))
        .isEqualTo("Nobody has a score of 7 or more in the last 30 days.");
    assertThat(reason(none.get("hot-prospects?assignedTo=Sally")))
        .isEqualTo("Nobody who is assigned to Sally has a score of 1 or more in the last 90 days.");

    caramel.jdbc().sql("update list_column set role = null where list_id = 'none-leads'").update();
    assertThat(reason(none.get("hot-prospects?assignedTo=Sally"))).contains("owner column");
  }

  @Test
  void lists_of_another_account_cannot_be_chosen() {
    Callers other = Callers.of(caramel, "other");

    assertThat(other.choose("{\"lists\":[\"hot-leads\"]}")).isEqualTo(400);
    assertThat(other.choose("{\"lists\":[null]}")).isEqualTo(400);
    assertThat(caramel.get("/api/accounts/hot/sales-prospects").toString())
        .isEqualTo("{\"lists\":[\"hot-leads\"]}");
  }

  @Test
  void the_history_has_the_newest_first_with_points() {
    JsonNode history = hot.get("activities?email=Bob@Example.com").json();

    assertThat(history.path("email").asText()).isEqualTo("Bob@Example.com");
    assertThat(history.path("activities").findValuesAsText("type"))
        .containsExactly("clicked", "form-submitted");
    assertThat(history.path("activities").findValuesAsText("points")).containsExactly("5", "20");
    assertThat(hot.get("activities?email=bob@example.com&days=30").json().path("activities"))
        .hasSize(1);
    assertThat(
            hot.get("activities?email=ann@example.com&types=sent,opened&limit=4")
                .json()
                .path("activities")
                .findValuesAsText("type"))
        .hasSize(4)
        .doesNotContain("clicked");
    assertThat(hot.get("activities?email=nobody@example.com").json().path("activities")).isEmpty();
  }

  @Test
  void the_timeline_has_a_day_for_each_day_and_its_kinds_together() {
    caramel
        .jdbc()
        .sql(
            """
            insert into activity (account_id, id, email, type, at)
            select 'hot', 'z' || n, 'zoe@example.com', type,
              date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - make_interval(hours => n)
            from (values (1, 'clicked'), (2, 'sent'), (3, 'clicked'), (30, 'opened')) as z (n, type)
            """)
        .update();

    JsonNode days = hot.get("timeline?email=zoe@example.com&days=7").json().path("days");

    assertThat(days).hasSize(2);
    assertThat(days.path(0).path("date").asText())
        .isGreaterThan(days.path(1).path("date").asText());
    assertThat(days.path(0).path("activities").findValuesAsText("type"))
        .containsExactly("sent", "clicked", "clicked");
  }

  @Test
  void the_account_report_tells_of_a_company_by_domain_or_addresses() {
    JsonNode byDomain = hot.get("account-report?domain=Example.com").json();
    assertThat(byDomain.path("people").findValuesAsText("name"))
        .containsExactly("Bob Doe", "Ann Doe", "Eve Doe", "Dan Doe");
    assertThat(byDomain.path("summary").path("people").asInt()).isEqualTo(4);
    assertThat(byDomain.path("summary").path("score").asInt()).isEqualTo(25 + 17 + 2);
    assertThat(byDomain.path("summary").path("activities").asInt()).isEqualTo(7 + 2 + 1);
    assertThat(byDomain.path("timeline")).hasSize(10);

    JsonNode byAddress =
        hot.get("account-report?emails=ANN@example.com,stranger@example.com,x@y.example").json();
    assertThat(byAddress.path("people").findValuesAsText("email"))
        .containsExactly("stranger@example.com", "Ann@example.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "activities | email",
        "activities?email=jane | email",
        "activities?email=a@b.example&types=sent,nope | types",
        "activities?email=a@b.example&days=0 | days",
        "activities?email=a@b.example&limit=0 | limit",
        "timeline | email",
        "timeline?email=a@b.example&days=x | days",
        "hot-prospects?maxRecords=0 | maxRecords",
        "hot-prospects?maxRecords=1001 | maxRecords",
        "hot-prospects?minScore=-1 | minScore",
        "hot-prospects?includeSends=maybe | includeSends",
        "hot-prospects?assignedTo= | assignedTo",
        "account-report | emails",
        "account-report?emails=a@b.example&domain=b.example | emails",
        "account-report?emails=a@b.example,nope | emails",
        "account-report?domain=nope | domain"
      })
  void a_wrong_parameter_is_named(String path, String name) {
    RawHttp.Answer answer = hot.get(path);

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).isEqualTo("invalid_request");
    assertThat(answer.json().path("message").asText()).contains("\"" + name + "\"");
  }

  @Test
  void an_index_serves_each_question_also_among_many_people() {
    Callers.of(caramel, "many").list("many-leads");
    caramel
        .jdbc()
        .sql(
            """
            insert into member (list_id, email)
            select 'many-leads', 'p' || n || '@c' || n % 2000 || '.example'
            from generate_series(1, 20000) n
            """)
        .update();
    caramel
        .jdbc()
        .sql(
            """
            insert into activity (account_id, id, email, type, asset, at)
            select 'many', 'm' || n, 'p' || n % 20000 || '@c' || n % 2000 || '.example', 'clicked',
              'x', now() - make_interval(mins => n)
            from generate_series(1, 60000) n
            """)
        .update();
    caramel.jdbc().sql("analyze member").update();
    caramel.jdbc().sql("analyze activity").update();
    String[] address = {"p7@c7.example"};
    String[] lists = {"many-leads"};
    String[] types = {"clicked"};

    assertThat(plan(History.NEWEST, Map.of("addresses", address, "types", types)))
        .contains("activity_by_email")
        .doesNotContain("Seq Scan on activity");
    assertThat(plan(AccountReport.OF_DOMAIN, Map.of("domain", "c7.example")))
        .contains("member_by_domain")
        .doesNotContain("Seq Scan on member");
    assertThat(plan(AccountReport.PEOPLE, Map.of("addresses", address)))
        .contains("activity_by_email", "member_by_email")
        .doesNotContain("Seq Scan on activity", "Seq Scan on member");
    assertThat(
            plan(
                HotProspects.HOTTEST,
                Map.of("without", new String[0], "lists", lists, "owner", "Max", "least", 5)))
        .contains("activity_by_time", "member_by_email")
        .doesNotContain("Seq Scan on activity", "Seq Scan on member");
  }

  private static String plan(String sql, Map<String, Object> values) {
    Map<String, Object> all = new java.util.HashMap<>(values);
    all.put("account", "many");
    all.put("days", 2);
    all.put("rows", 10);
    return String.join(
        "\n",
        new NamedParameterJdbcTemplate(caramel.bean(DataSource.class))
            .queryForList("explain " + sql, all, String.class));
  }

  private static String reason(RawHttp.Answer answer) {
    assertThat(answer.json().path("prospects")).isEmpty();
    return answer.json().path("reason").asText();
  }
}
