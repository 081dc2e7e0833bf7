package dev.caramel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.sandbox.SugarClient.Reply;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterOperatorsTest extends SandboxTest {

  @BeforeEach
  void fourLeads() {
    lead("ada", Map.of("title", "Analyst", "mkto_id", 5, "birthdate", "1990-01-10"));
    lead("bob", Map.of("title", "analytic chemist", "mkto_id", 10, "birthdate", "1990-02-10"));
    lead("cyd", Map.of("title", "Chief", "mkto_id", 20, "do_not_call", true));
    lead("dee", Map.of());
  }

  private void lead(String id, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("id", id);
    all.put("last_name", "Filterson");
    all.put("date_modified", Instant.parse("2026-05-01T10:00:00Z"));
    sandbox.sugar().create("Leads", all);
  }

  private Reply filter(String condition) {
    return sugar.post(
        "/Leads/filter",
        "{'fields':'id','order_by':'id','filter':[{'last_name':'Filterson'},%s]}"
            .formatted(condition));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'title':'analyst'}                                     | ada",
        "{'title':{'$equals':'Chief'}}                           | cyd",
        "{'title':{'$not_equals':'Chief'}}                       | ada bob dee",
        "{'title':{'$in':['chief','ANALYST']}}                   | ada cyd",
        "{'title':{'$not_in':['chief','ANALYST']}}               | bob dee",
        "{'title':{'$starts':'anal'}}                            | ada bob",
        "{'title':{'$ends':'IST'}}                               | bob",
        "{'title':{'$contains':'chem'}}                          | bob",
        "{'title':{'$not_contains':'chem'}}                      | ada cyd dee",
        "{'mkto_id':{'$gt':5}}                                   | bob cyd",
        "{'mkto_id':{'$gte':'10'}}                               | bob cyd",
        "{'mkto_id':{'$lt':10}}                                  | ada",
        "{'mkto_id':{'$lte':10}}                                 | ada bob",
        "{'mkto_id':{'$gt':5,'$lt':20}}                          | bob",
        "{'mkto_id':{'$between':[5,10]}}                         | ada bob",
        "{'birthdate':{'$dateBetween':['1990-01-01','1990-01-31']}} | ada",
        "{'title':{'$is_null':''}}                               | dee",
        "{'title':{'$empty':''}}                                 | dee",
        "{'title':{'$not_null':''}}                              | ada bob cyd",
        "{'title':{'$not_empty':''}}                             | ada bob cyd",
        "{'title':''}                                            | dee",
        "{'do_not_call':1}                                       | cyd",
        "{'do_not_call':false}                                   | ada bob dee",
        "{'$or':[{'title':'Chief'},{'mkto_id':5}]}               | ada cyd",
        "{'$and':[{'title':{'$starts':'a'}},{'mkto_id':10}]}     | bob",
        "{'$or':[{'title':'Chief'},{'$and':[{'mkto_id':5},{'title':'Analyst'}]}]} | ada cyd",
        "{'id':{'$gt':'BOB'}}                                    | cyd dee",
        "{'id':{'$in':['dee','ada','nobody']}}                   | ada dee",
        "{'date_modified':'2026-05-01T12:00:00+02:00'}           | ada bob cyd dee",
        "{'date_modified':{'$gt':'2026-05-01T09:59:59.999Z'}}    | ada bob cyd dee",
        "{'date_modified':{'$gt':'2026-05-01T10:00:00Z'}}        | ''",
        "{'$favorite':''}                                        | ''",
      })
  void anOperatorMatchesWhatTheReferenceSays(String condition, String expected) {
    List<String> ids = expected.isEmpty() ? List.of() : List.of(expected.split(" "));

    assertThat(filter(condition).ids()).containsExactlyElementsOf(ids);
  }

  @Test
  void anUnknownFieldIsRefusedByName() {
    Reply refused = filter("{'favourite_colour':'red'}");

    assertThat(refused.error()).isEqualTo("422 invalid_parameter");
    assertThat(refused.json().path("error_message").asText()).contains("favourite_colour");
  }

  @Test
  void anUnknownOperatorIsRefused() {
    assertThat(filter("{'title':{'$like':'x'}}").error()).isEqualTo("422 invalid_parameter");
    assertThat(filter("{'$xor':[]}").error()).isEqualTo("422 invalid_parameter");
  }

  @Test
  void aFilterThatIsNoArrayIsRefused() {
    assertThat(sugar.post("/Leads/filter", "{'filter':'x'}").error())
        .isEqualTo("422 invalid_parameter");
    assertThat(sugar.post("/Leads/filter", "{'filter':{'title':'x'}}").error())
        .isEqualTo("422 invalid_parameter");
  }

  @Test
  void aFieldWithoutAColumnIsDroppedAndMatchesEverything() {
    int all = sandbox.sugar().ids("Leads").size();

    for (String field : List.of("name", "full_name", "email1", "assigned_user_name")) {
      String filter = "{'filter':[{'%s':{'$starts':'zzz'}}]}".formatted(field);
      assertThat(sugar.post("/Leads/filter/count", filter).json().path("record_count").asInt())
          .as(field)
          .isEqualTo(all);
    }
  }

  @Test
  void insideOrADroppedConditionVanishes() {
    assertThat(filter("{'$or':[{'name':'zzz'},{'title':'Chief'}]}").ids()).containsExactly("cyd");
  }

  @Test
  void anAddressIsFoundWithoutCaseEvenIfItIsNotThePrimaryOne() {
    sandbox
        .sugar()
        .update(
            "Leads",
            "ada",
            Map.of(
                "email",
                List.of(
                    Map.of("email_address", "first@f.example", "primary_address", true),
                    Map.of("email_address", "Second@f.example"))));

    assertThat(filter("{'email':{'$equals':'SECOND@F.example'}}").ids()).containsExactly("ada");
    assertThat(filter("{'email':{'$in':['x@y.example','first@f.example']}}").ids())
        .containsExactly("ada");
    assertThat(filter("{'email':'second@f.example'}").ids()).containsExactly("ada");
    assertThat(filter("{'email_addresses.email_address_caps':'FIRST@F.EXAMPLE'}").ids())
        .containsExactly("ada");
    assertThat(filter("{'email':{'$starts':'second'}}").ids()).containsExactly("ada");
    assertThat(filter("{'email':{'$empty':''}}").ids()).containsExactly("bob", "cyd", "dee");
  }

  @Test
  void aRelatedFieldIsFoundThroughItsLink() {
    String company = sandbox.sugar().create("Accounts", Map.of("name", "Zanzibar Ltd"));
    String contact =
        sandbox.sugar().create("Contacts", Map.of("last_name", "Doe", "account_id", company));

    assertThat(
            sugar
                .post("/Contacts/filter", "{'filter':[{'accounts.name':{'$starts':'zanz'}}]}")
                .ids())
        .containsExactly(contact);
  }

  @Test
  void theOwnerMacroFindsTheCallersOwnRecords() {
    String own = sugar.post("/Leads", "{'last_name':'Filterson'}").json().path("id").asText();

    assertThat(filter("{'$owner':''}").ids()).containsExactly(own);
  }

  @Test
  void namedDateRangesFollowTheClockInTheUsersZone() {
    // 03:30 UTC is still the evening before in New York, where this user is.
    sandbox.clock().stopAt(Instant.parse("2026-05-02T03:30:00Z"));
    String token =
        guest.grant("caramel", "sandbox", "caramel").json().path("access_token").asText();
    sugar = guest.token(token);

    assertThat(filter("{'date_modified':{'$dateRange':'today'}}").ids()).hasSize(4);
    assertThat(filter("{'date_modified':{'$dateRange':'yesterday'}}").ids()).isEmpty();
    assertThat(filter("{'date_modified':{'$dateRange':'last_7_days'}}").ids()).hasSize(4);
    assertThat(filter("{'date_modified':{'$dateRange':'this_month'}}").ids()).hasSize(4);
    assertThat(filter("{'date_modified':{'$dateRange':'last_year'}}").ids()).isEmpty();
    assertThat(filter("{'date_modified':{'$last_x_days':3}}").ids()).hasSize(4);
    assertThat(filter("{'date_modified':{'$dateRange':'sometime'}}").error())
        .isEqualTo("422 invalid_parameter");
  }

  @Test
  void anUnencodedPlusInTheQueryIsASpaceAndSpoilsTheFilter() {
    String query = "/Leads?fields=id&filter[0][last_name]=Filterson&filter[1][date_modified]=";

    assertThat(sugar.get(bracketed(query + "2026-05-01T12:00:00%2B02:00")).ids()).hasSize(4);
    assertThat(sugar.get(bracketed(query + "2026-05-01T12:00:00+02:00")).error())
        .isEqualTo("422 invalid_parameter");
  }

  @Test
  void aGetTakesBracketsOrJson() {
    assertThat(sugar.get(bracketed("/Leads?filter[0][title][$starts]=chi")).ids()).contains("cyd");
    assertThat(sugar.get("/Leads?filter=%5B%7B%22id%22%3A%22cyd%22%7D%5D").ids())
        .containsExactly("cyd");
  }

  private static String bracketed(String path) {
    return path.replace("[", "%5B").replace("]", "%5D").replace("$", "%24");
  }
}
