package dev.caramel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.data.OddLead;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest extends SandboxTest {

  private JsonNode lead(String id) {
    return sugar.get("/Leads/" + id).json();
  }

  private String created(Map<String, Object> values) {
    return sandbox.sugar().create("Leads", values);
  }

  @Test
  void emptyIsBlankForTextNullForNumbersAndAnEmptyArrayForCollections() {
    JsonNode lead = lead(created(Map.of("last_name", "Empty")));

    for (String text : List.of("first_name", "birthdate", "phone_work", "website", "picture")) {
      assertThat(lead.path(text).isTextual()).as(text).isTrue();
      assertThat(lead.path(text).asText()).as(text).isEmpty();
    }
    assertThat(lead.path("mkto_id").isNull()).isTrue();
    assertThat(lead.path("budget_c").asText("x")).isEmpty();
    assertThat(lead.path("email")).isEmpty();
    assertThat(lead.path("email").isArray()).isTrue();
    assertThat(lead.path("tag").isArray()).isTrue();
    assertThat(lead.path("newsletter_topics_c").isArray()).isTrue();
    assertThat(lead.path("locked_fields").isArray()).isTrue();
    assertThat(lead.path("do_not_call").isBoolean()).isTrue();
  }

  @Test
  void timesCarryTheOffsetOfTheCallersZoneInSecondsAndFollowSummerTime() {
    String winter =
        created(Map.of("last_name", "A", "date_modified", Instant.parse("2026-01-15T12:00:00.7Z")));
    String summer =
        created(Map.of("last_name", "B", "date_modified", Instant.parse("2026-07-15T12:00:00Z")));

    assertThat(lead(winter).path("date_modified").asText()).isEqualTo("2026-01-15T07:00:00-05:00");
    assertThat(lead(summer).path("date_modified").asText()).isEqualTo("2026-07-15T08:00:00-04:00");
    assertThat(guest.login("admin").get("/Leads/" + summer).json().path("date_modified").asText())
        .isEqualTo("2026-07-15T12:00:00+00:00");
  }

  @Test
  void decimalsAreTextWithSixPlacesAndWholeNumbersAreNumbers() {
    JsonNode lead = lead(created(Map.of("last_name", "N", "budget_c", "34800", "mkto_id", "7")));

    assertThat(lead.path("budget_c").isTextual()).isTrue();
    assertThat(lead.path("budget_c").asText()).isEqualTo("34800.000000");
    assertThat(lead.path("mkto_id").isInt()).isTrue();
  }

  @Test
  void multipleChoiceIsAnArrayOfKeysAndTakesCaretText() {
    String id =
        sugar.post("/Leads", "{'newsletter_topics_c':'^a^,^b^'}").json().path("id").asText();

    assertThat(lead(id).path("newsletter_topics_c").toString()).isEqualTo("[\"a\",\"b\"]");
  }

  @Test
  void addressesComeAsAnArrayWithFlagsOfTheAddress() {
    JsonNode lead = lead(OddLead.PRIMARY_NOT_FIRST.id());
    JsonNode first = lead.path("email").path(0);
    JsonNode second = lead.path("email").path(1);

    assertThat(first.path("primary_address").booleanValue()).isFalse();
    assertThat(second.path("primary_address").booleanValue()).isTrue();
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "email_address",
            "invalid_email",
            "opt_out",
            "email_address_id",
            "primary_address",
            "reply_to_address");
    assertThat(lead.path("email1").asText()).isEqualTo(second.path("email_address").asText());
  }

  @Test
  void withoutAPrimaryAddressTheOldFieldIsBlank() {
    JsonNode lead = lead(OddLead.NO_PRIMARY.id());

    assertThat(lead.path("email")).hasSize(2);
    assertThat(lead.path("email1").asText()).isEmpty();
  }

  @Test
  void olderReleasesGiveAddressesNoId() {
    try (Sandbox old = Sandbox.builder().release("9.0").start()) {
      JsonNode email =
          on(old).get("/Leads/" + OddLead.PRIMARY_NOT_FIRST.id()).json().path("email").path(0);

      assertThat(email.has("email_address_id")).isFalse();
      assertThat(email.has("email_address")).isTrue();
    }
  }

  @Test
  void textThatSugarLetIntoANumberComesAsText() {
    String id = sugar.post("/Leads", "{'mkto_id':'not-a-number'}").json().path("id").asText();

    assertThat(lead(id).path("mkto_id").asText()).isEqualTo("not-a-numb");
  }

  @Test
  void teamsComeAsAnArrayWithThePrimaryMarked() {
    JsonNode teams = lead(OddLead.MANY_TEAMS.id()).path("team_name");

    assertThat(teams.findValuesAsText("id")).containsExactly("East", "1", "West");
    assertThat(teams.path(0).path("primary").booleanValue()).isTrue();
    assertThat(teams.path(1).path("primary").booleanValue()).isFalse();
    assertThat(teams.path(0).path("selected").booleanValue()).isFalse();
  }

  @Test
  void relatesComeAsNameAndIdAndWithoutFieldsAsAnObjectToo() {
    String company = sandbox.sugar().create("Accounts", Map.of("name", "Arkham"));
    String id =
        sandbox.sugar().create("Contacts", Map.of("last_name", "West", "account_id", company));

    JsonNode whole = sugar.get("/Contacts/" + id).json();
    JsonNode some = sugar.get("/Contacts/" + id + "?fields=account_name").json();

    assertThat(whole.path("account_name").asText()).isEqualTo("Arkham");
    assertThat(whole.path("accounts").path("id").asText()).isEqualTo(company);
    assertThat(whole.path("accounts").path("_acl").path("fields").isArray()).isTrue();
    assertThat(some.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id", "date_modified", "account_name", "locked_fields", "_acl", "_module");
    assertThat(some.path("_acl").toString()).isEqualTo("{\"fields\":{}}");
  }

  @Test
  void namesAreMadeOfFirstAndLastName() {
    JsonNode lead = lead(created(Map.of("first_name", "Jane", "last_name", "Doe")));

    assertThat(lead.path("name").asText()).isEqualTo("Jane Doe");
    assertThat(lead.path("full_name").asText()).isEqualTo("Jane Doe");
  }

  @Test
  void aDeletedRecordCarriesFiveKeysAndOnlyWhereDeletedOnesAreAskedFor() {
    String id = created(Map.of("last_name", "Gone"));
    sandbox.sugar().delete("Leads", id);
    String filter = "'fields':'last_name','filter':[{'id':'%s'}]".formatted(id);

    assertThat(sugar.get("/Leads/" + id).error()).isEqualTo("404 not_found");
    assertThat(sugar.post("/Leads/filter", "{" + filter + "}").records()).isEmpty();
    JsonNode tombstone =
        sugar.post("/Leads/filter", "{'deleted':true," + filter + "}").records().path(0);
    assertThat(tombstone.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("id", "date_modified", "deleted", "_acl", "_module");
    assertThat(sugar.post("/Leads/filter", "{'deleted':true,'filter':[{'deleted':1}]}").ids())
        .containsExactly(id);
  }

  @Test
  void whatPeopleTypeComesBackAsItWas() {
    String odd = "Zoë \"O'Hara\" <b>&amp;</b> 👩‍🚀 محمد \\ 東京\n\t";
    String id = created(Map.of("last_name", "X", "description", odd));

    assertThat(lead(id).path("description").asText()).isEqualTo(odd);
  }
}
