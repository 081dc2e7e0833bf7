package dev.caramel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinksTest extends SandboxTest {

  private String list;
  private String lead;
  private String contact;

  @BeforeEach
  void oneListTwoPeople() {
    list = sandbox.sugar().create("ProspectLists", Map.of("name", "Mixed", "list_type", "default"));
    lead = sandbox.sugar().create("Leads", Map.of("last_name", "Member", "title", "CTO"));
    contact = sandbox.sugar().create("Contacts", Map.of("last_name", "Member"));
  }

  private String link(String rest) {
    return "/ProspectLists/" + list + "/link" + rest;
  }

  @Test
  void aListHoldsRecordsOfSeveralModulesAndCountsThem() {
    sugar.post(link("/leads/" + lead), "");
    sugar.post(link("/contacts/" + contact), "");

    assertThat(sugar.get(link("/leads?fields=id")).ids()).containsExactly(lead);
    assertThat(sugar.get(link("/contacts")).ids()).containsExactly(contact);
    assertThat(sugar.get("/ProspectLists/" + list).json().path("entry_count").intValue())
        .isEqualTo(2);
    assertThat(sugar.get(link("/leads/count")).text()).isEqualTo("{\"record_count\":1}");
    assertThat(sugar.get(link("/leads/leancount")).json().path("has_more").asBoolean()).isFalse();
    assertThat(sugar.get("/Leads/" + lead + "/link/prospect_lists").ids()).containsExactly(list);
  }

  @Test
  void relatingAnswersBothRecordsAndTouchesNoDate() {
    String before = sugar.get("/Leads/" + lead).json().path("date_modified").asText();

    JsonNode answer = sugar.post(link("/leads/" + lead), "").json();

    assertThat(answer.path("record").path("id").asText()).isEqualTo(list);
    assertThat(answer.path("related_record").path("id").asText()).isEqualTo(lead);
    assertThat(sugar.get("/Leads/" + lead).json().path("date_modified").asText()).isEqualTo(before);
  }

  @Test
  void manyCanBeRelatedAtOnceAndOneParted() {
    String other = sandbox.sugar().create("Leads", Map.of("last_name", "Other"));

    sugar.post(link(""), "{'link_name':'leads','ids':['%s','%s']}".formatted(lead, other));
    sugar.delete(link("/leads/" + lead));

    assertThat(sugar.get(link("/leads")).ids()).containsExactly(other);
  }

  @Test
  void stockListsHaveMembersAndPages() {
    String show =
        sugar.post("/ProspectLists/filter", "{'filter':[{'name':'Trade Show 2026'}]}").ids().get(0);

    SugarClient.Reply page = sugar.get("/ProspectLists/" + show + "/link/leads?max_num=5");

    assertThat(page.records()).hasSize(5);
    assertThat(page.json().path("next_offset").intValue()).isEqualTo(5);
  }

  @Test
  void aLinkIsFilteredByGetWithBrackets() {
    sandbox.sugar().addToTargetList(list, "Leads", lead);
    String filter = "/leads/filter?filter%5B0%5D%5Btitle%5D=";

    assertThat(sugar.get(link(filter + "CTO")).ids()).containsExactly(lead);
    assertThat(sugar.get(link(filter + "CFO")).records()).isEmpty();
  }

  @Test
  void aPostToFilterOfALinkIsNoFilterButRelatesTheRecordOfThatId() {
    assertThat(sugar.post(link("/leads/filter"), "{'filter':[]}").error())
        .isEqualTo("404 not_found");

    sandbox.sugar().create("Leads", Map.of("id", "filter", "last_name", "Trap"));
    sugar.post(link("/leads/filter"), "{'filter':[]}");

    assertThat(sugar.get(link("/leads")).ids()).containsExactly("filter");
  }

  @Test
  void deletedRecordsAreNoMembers() {
    sandbox.sugar().addToTargetList(list, "Leads", lead);
    sandbox.sugar().delete("Leads", lead);

    assertThat(sugar.get(link("/leads")).records()).isEmpty();
  }

  @Test
  void anAddressRowCanBeTiedToARecord() {
    String address =
        sugar
            .post("/EmailAddresses", "{'email_address':'tied@t.example'}")
            .json()
            .path("id")
            .asText();

    sugar.post("/Contacts/" + contact + "/link/email_addresses/" + address, "");

    assertThat(sugar.get("/Contacts/" + contact).json().path("email1").asText())
        .isEqualTo("tied@t.example");
    assertThat(
            sugar
                .post(
                    "/Contacts/filter",
                    "{'filter':[{'email_addresses.email_address_caps':'TIED@T.EXAMPLE'}]}")
                .ids())
        .containsExactly(contact);
  }

  @Test
  void aRelationThatAFieldHoldsIsSeenFromBothSides() {
    String company = sandbox.sugar().create("Accounts", Map.of("name", "Both Sides"));

    sugar.post("/Contacts/" + contact + "/link/accounts/" + company, "");

    assertThat(sugar.get("/Accounts/" + company + "/link/contacts").ids()).containsExactly(contact);
    assertThat(sugar.get("/Contacts/" + contact).json().path("account_name").asText())
        .isEqualTo("Both Sides");
  }

  @Test
  void anUnknownLinkIsNotFound() {
    assertThat(sugar.get(link("/friends")).error()).isEqualTo("404 not_found");
    assertThat(sugar.get(link("/leads/x/y/z")).status()).isEqualTo(404);
  }
}
