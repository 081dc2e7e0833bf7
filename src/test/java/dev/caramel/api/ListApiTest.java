package dev.caramel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Lists, columns, members and addresses over HTTP. */
class ListApiTest extends ApiTest {
  @Test
  void a_list_has_counts_and_columns_in_the_order_of_its_definition() {
    aList("all-sugar-leads");
    aMember("all-sugar-leads", "jane@example.com", "{}");
    aMember("all-sugar-leads", "JANE@example.com", "{}");
    aMember("all-sugar-leads", "joe@example.com", "{}");
    long gone = aMember("all-sugar-leads", "joe@EXAMPLE.com", "{}");
    assertThat(api.delete("/api/lists/all-sugar-leads/members/" + gone).status()).isEqualTo(204);

    ApiClient.Answer answer = api.get("/api/lists/all-sugar-leads");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.mediaType()).isEqualTo("application/json");
    JsonNode list = answer.json();
    assertThat(list.get("id").asText()).isEqualTo("all-sugar-leads");
    assertThat(list.get("name").asText()).isEqualTo("All Sugar Leads");
    assertThat(list.get("account").asText()).isEqualTo("default");
    assertThat(list.get("memberCount").asLong()).isEqualTo(3);
    assertThat(list.get("duplicateAddresses").asLong()).isEqualTo(2);
    assertThat(list.get("columns").findValuesAsText("name"))
        .containsExactly("Email", "First Name", "Lead Score", "Interests", "Active");
    assertThat(list.get("columns").get(0).toString())
        .isEqualTo("{\"name\":\"Email\",\"field\":\"email\",\"type\":\"email\",\"role\":null}");
  }

  @Test
  void lists_come_page_by_page() {
    for (String id : List.of("a", "b", "c")) {
      aList(id);
    }

    JsonNode first = api.get("/api/lists?limit=2").json();
    JsonNode second = api.get("/api/lists?limit=2&after=" + first.get("next").asText()).json();

    assertThat(first.get("lists").findValuesAsText("id")).containsExactly("a", "b");
    assertThat(second.get("lists").findValuesAsText("id")).containsExactly("c");
    assertThat(second.get("next").isNull()).isTrue();
  }

  @Test
  void a_member_has_the_columns_of_the_definition_with_null_where_it_is_empty() {
    aList("leads");
    long id =
        aMember(
            "leads",
            "Jane@example.com",
            "{\"email\":\"Jane@example.com\",\"score_c\":12.50,\"interests_c\":[\"a\",\"b\"],\"active_c\":true,\"left_over\":1}");
    database
        .sql(
            "insert into address values ('default', 'jane@example.com', 'Jane@example.com', true, false, null, null, 'sugar', now())")
        .update();

    ApiClient.Answer answer = api.get("/api/lists/leads/members");
    JsonNode member = answer.json().get("members").get(0);

    assertThat(member.get("id").isTextual()).isTrue();
    assertThat(member.get("id").asLong()).isEqualTo(id);
    assertThat(member.get("email").asText()).isEqualTo("Jane@example.com");
    assertThat(member.get("record").toString())
        .isEqualTo("{\"module\":\"Leads\",\"id\":\"record-of-Jane@example.com\"}");
    assertThat(answer.body())
        .contains(
            "\"columns\":{\"Email\":\"Jane@example.com\",\"First Name\":null,\"Lead Score\":12.50,\"Interests\":[\"a\",\"b\"],\"Active\":true}");
    assertThat(member.get("optedOut").asBoolean()).isTrue();
    assertThat(member.get("invalidEmail").asBoolean()).isFalse();
    assertThat(member.get("removedAt").isNull()).isTrue();
    assertThat(member.get("removedBecause").isNull()).isTrue();
    assertThat(member.get("updatedAt").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
  }

  @Test
  void members_are_found_by_address_whatever_its_case() {
    aList("leads");
    aMember("leads", "jane@example.com", "{}");
    aMember("leads", "o'neil+news@example.com", "{}");

    JsonNode page = api.get("/api/lists/leads/members?email=O%27Neil%2Bnews%40Example.com").json();

    assertThat(page.get("members").findValuesAsText("email"))
        .containsExactly("o'neil+news@example.com");
  }

  @Test
  void every_member_is_on_one_page_and_removed_ones_only_where_they_are_asked_for() {
    aList("leads");
    List<Long> ids = new ArrayList<>();
    for (int number = 0; number < 7; number++) {
      ids.add(aMember("leads", "person" + number + "@example.com", "{}"));
    }
    api.delete("/api/lists/leads/members/" + ids.get(3));

    List<Long> met = new ArrayList<>();
    String query = "?limit=2";
    JsonNode next;
    do {
      JsonNode page = api.get("/api/lists/leads/members" + query).json();
      page.get("members").forEach(member -> met.add(member.get("id").asLong()));
      next = page.get("next");
      query = "?limit=2&after=" + next.asText();
    } while (!next.isNull());

    assertThat(met)
        .containsExactly(ids.get(0), ids.get(1), ids.get(2), ids.get(4), ids.get(5), ids.get(6));
    JsonNode all = api.get("/api/lists/leads/members?removed=true").json().get("members");
    assertThat(all).hasSize(7);
    assertThat(all.get(3).get("removedBecause").asText()).isEqualTo("by-person");
  }

  @Test
  void removing_a_member_again_changes_nothing() {
    aList("leads");
    long id = aMember("leads", "jane@example.com", "{}");
    api.delete("/api/lists/leads/members/" + id);
    String once = api.get("/api/lists/leads/members?removed=true").body();

    assertThat(api.delete("/api/lists/leads/members/" + id).status()).isEqualTo(204);

    assertThat(api.get("/api/lists/leads/members?removed=true").body()).isEqualTo(once);
  }

  @Test
  void all_members_come_as_csv_that_a_spreadsheet_may_open() {
    aList("leads");
    long one =
        aMember(
            "leads",
            "jane@example.com",
            "{\"email\":\"jane@example.com\",\"first_name\":\"=HYPERLINK(1)\",\"score_c\":-12.50,\"interests_c\":[\"a\",\"b\"],\"active_c\":true}");
    long two =
        aMember("leads", null, "{\"first_name\":\"Ann, \\\"the\\\"\\nfirst\",\"score_c\":\"-3\"}");

    ApiClient.Answer answer = api.with("Accept", "text/csv").get("/api/lists/leads/members");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.mediaType()).startsWith("text/csv").contains("UTF-8");
    assertThat(answer.body())
        .isEqualTo(
            "id,record,Email,First Name,Lead Score,Interests,Active,optedOut,invalidEmail\r\n"
                + one
                + ",record-of-jane@example.com,jane@example.com,'=HYPERLINK(1),-12.50,a; b,true,false,false\r\n"
                + two
                + ",,,\"Ann, \"\"the\"\"\nfirst\",-3,,,false,false\r\n");
  }

  @Test
  void csv_has_all_members_however_many_pages_they_fill() {
    aList("leads");
    database
        .sql(
            "insert into member (list_id, email, \"values\") select 'leads', n || '@example.com', '{}' from generate_series(1, 5000) n")
        .update();

    String csv = api.with("Accept", "text/csv").get("/api/lists/leads/members?limit=10").body();

    assertThat(csv.lines().skip(1).map(line -> line.split(",", 2)[0]).distinct()).hasSize(5000);
  }

  @Test
  void csv_that_cannot_be_read_to_its_end_does_not_look_whole() {
    aList("leads");
    database
        .sql(
            "insert into member (list_id, email, \"values\") select 'leads', n || '@example.com', '{}' from generate_series(1, 5000) n")
        .update();
    database.sql("alter table member alter updated_at drop not null").update();
    try {
      database.sql("update member set updated_at = null where email = '4000@example.com'").update();
      ApiClient reader = api.with("Accept", "text/csv");

      assertThatThrownBy(() -> reader.get("/api/lists/leads/members"))
          .isInstanceOf(UncheckedIOException.class);
    } finally {
      database.sql("delete from member").update();
      database.sql("alter table member alter updated_at set not null").update();
    }
  }

  @Test
  void a_role_belongs_to_one_column() {
    aList("leads");
    api.put("/api/lists/leads/columns/Lead%20Score/role", "{\"role\":\"lead-score\"}");

    ApiClient.Answer answer =
        api.put("/api/lists/leads/columns/First%20Name/role", "{\"role\":\"lead-score\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"role\":\"lead-score\"}");
    JsonNode columns = api.get("/api/lists/leads/columns").json();
    assertThat(columns.get("columns").get(1).get("role").asText()).isEqualTo("lead-score");
    assertThat(columns.get("columns").get(2).get("role").isNull()).isTrue();
    assertThat(columns.get("next").isNull()).isTrue();
  }

  @Test
  void a_role_is_taken_from_a_column_by_null_and_must_be_one_that_there_is() {
    aList("leads");
    api.put("/api/lists/leads/columns/Email/role", "{\"role\":\"email\"}");

    assertThat(api.put("/api/lists/leads/columns/Email/role", "{\"role\":null}").status())
        .isEqualTo(200);
    assertThat(
            api.get("/api/lists/leads/columns").json().get("columns").get(0).get("role").isNull())
        .isTrue();
    ApiClient.Answer wrong = api.put("/api/lists/leads/columns/Email/role", "{\"role\":\"boss\"}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().get("detail").asText()).contains("email, lead-score, owner", "boss");
    ApiClient.Answer missing = api.put("/api/lists/leads/columns/Email/role", "{}");
    assertThat(missing.status()).isEqualTo(400);
    assertThat(missing.json().get("detail").asText()).contains("\"role\" is missing");
  }

  @Test
  void columns_come_page_by_page() {
    aList("leads");

    JsonNode first = api.get("/api/lists/leads/columns?limit=3").json();
    JsonNode second =
        api.get("/api/lists/leads/columns?limit=3&after=" + first.get("next").asText()).json();

    assertThat(first.get("columns").findValuesAsText("field"))
        .containsExactly("email", "first_name", "score_c");
    assertThat(second.get("columns").findValuesAsText("field"))
        .containsExactly("interests_c", "active_c");
  }

  @Test
  void the_state_of_an_address_is_told_and_an_unknown_one_is_neither_opted_out_nor_invalid() {
    database
        .sql(
            "insert into address values ('default', 'jane@example.com', 'Jane@example.com', true, false, null, null, 'sugar', '2026-11-23 18:00:00.5+00')")
        .update();

    assertThat(api.get("/api/accounts/default/addresses/jane%40EXAMPLE.com").body())
        .isEqualTo(
            "{\"email\":\"Jane@example.com\",\"optedOut\":true,\"invalid\":false,\"changedBy\":\"sugar\",\"changedAt\":\"2026-11-23T18:00:00Z\"}");
    assertThat(api.get("/api/accounts/default/addresses/joe@example.com").body())
        .isEqualTo(
            "{\"email\":\"joe@example.com\",\"optedOut\":false,\"invalid\":false,\"changedBy\":null,\"changedAt\":null}");
  }

  @Test
  void a_person_sets_the_state_of_an_address_and_the_audit_tells_of_it() {
    String path = "/api/accounts/default/addresses/Ann@example.com";
    String out = "{\"optedOut\":true,\"invalid\":false}";

    ApiClient.Answer set = api.put(path, out);
    assertThat(set.status()).as(set.body()).isEqualTo(200);
    assertThat(set.json().get("email").asText()).isEqualTo("Ann@example.com");
    assertThat(set.json().get("optedOut").asBoolean()).isTrue();
    assertThat(set.json().get("changedBy").asText()).isEqualTo("person");
    assertThat(api.put(path.toLowerCase(Locale.ROOT), out).json()).isEqualTo(set.json());
    assertThat(api.get("/api/accounts/default/audit").json().get("changes"))
        .filteredOn(change -> change.get("action").asText().equals("address-changed"))
        .singleElement()
        .satisfies(
            change ->
                assertThat(change.get("detail").asText())
                    .isEqualTo(
                        "Ann@example.com: opted out, not invalid; before: not opted out, not invalid"));
  }

  @Test
  void the_state_of_an_address_is_that_of_one_account_alone() {
    api.post("/api/accounts", "{\"id\":\"apart\",\"name\":\"Apart\"}");
    api.put("/api/accounts/apart/addresses/a@example.com", "{\"optedOut\":true,\"invalid\":true}");

    assertThat(api.get("/api/accounts/default/addresses/a@example.com").body())
        .contains("\"optedOut\":false,\"invalid\":false,\"changedBy\":null");
    assertThat(api.get("/api/accounts/default/audit").body()).doesNotContain("a@example.com");
  }

  @Test
  void a_wrong_state_of_an_address_is_refused_and_says_what_is_wrong() {
    String path = "/api/accounts/default/addresses/bob@example.com";
    for (String body :
        List.of(
            "{}",
            "{\"optedOut\":true}",
            "{\"optedOut\":true,\"invalid\":null}",
            "{\"optedOut\":\"maybe\",\"invalid\":false}",
            "{\"optedOut\":true,\"invalid\":false,\"more\":1}")) {
      assertThat(api.put(path, body).status()).as(body).isEqualTo(400);
    }
    String right = "{\"optedOut\":true,\"invalid\":false}";
    assertThat(api.put("/api/accounts/default/addresses/nobody", right).status()).isEqualTo(400);
    assertThat(api.put("/api/accounts/nope/addresses/bob@example.com", right).status())
        .isEqualTo(404);
    assertThat(api.get(path).body()).contains("\"optedOut\":false");
  }

  @Test
  void what_the_path_names_must_exist() {
    aList("leads");

    for (String path :
        List.of(
            "/api/lists/nope",
            "/api/lists/nope/members",
            "/api/lists/nope/columns",
            "/api/accounts/nope/addresses/jane@example.com")) {
      ApiClient.Answer answer = api.get(path);
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.json().get("detail").asText()).contains("nope");
    }
    assertThat(api.delete("/api/lists/leads/members/4711").status()).isEqualTo(404);
    assertThat(api.delete("/api/lists/leads/members/x").status()).isEqualTo(404);
    assertThat(api.put("/api/lists/leads/columns/Nope/role", "{\"role\":\"email\"}").status())
        .isEqualTo(404);
    assertThat(api.with("Accept", "text/csv").get("/api/lists/nope/members").status())
        .isEqualTo(404);
  }
}
