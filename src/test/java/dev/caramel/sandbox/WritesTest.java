package dev.caramel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.SugarClient.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WritesTest extends SandboxTest {

  private String created(String body) {
    return sugar.post("/Leads", body).json().path("id").asText();
  }

  private String optOutOf(String id) {
    return sugar.get("/Leads/" + id).json().path("email").path(0).path("opt_out").asText();
  }

  @Test
  void aCreateAnswers200WithTheWholeRecord() {
    Reply reply = sugar.post("/Leads", "{'last_name':'New','email1':'new@n.example'}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("last_name").asText()).isEqualTo("New");
    assertThat(reply.json().path("email").path(0).path("primary_address").booleanValue()).isTrue();
    assertThat(reply.json().path("assigned_user_name").asText()).isEqualTo("Caramel Integration");
    assertThat(reply.json().path("team_name").path(0).path("id").asText()).isEqualTo("1");
  }

  @Test
  void anIdOfTheClientsChoosingIsKeptAndRefusedTheSecondTime() {
    assertThat(created("{'id':'my-own-id','last_name':'X'}")).isEqualTo("my-own-id");
    assertThat(sugar.post("/Leads", "{'id':'my-own-id','last_name':'X'}").error())
        .isEqualTo("422 invalid_parameter");
  }

  @Test
  void hardlyAnythingIsValidated() {
    JsonNode lead =
        sugar
            .post(
                "/Leads",
                "{'status':'No Such Status','no_such_field':1,'department':'%s',"
                        .formatted("d".repeat(400))
                    + "'date_entered':'2001-02-03T04:05:06+00:00'}")
            .json();

    assertThat(lead.path("status").asText()).isEqualTo("No Such Status");
    assertThat(lead.has("no_such_field")).isFalse();
    assertThat(lead.path("department").asText()).hasSize(100);
    assertThat(lead.path("date_entered").asText()).isEqualTo("2001-02-02T23:05:06-05:00");
  }

  @Test
  void aWrongAddressOrDateRefusesTheWholeWriteWithoutNamingTheField() {
    String id = created("{'last_name':'Kept'}");

    for (String wrong : List.of("'email1':'no address'", "'birthdate':'soon'")) {
      Reply refused = sugar.put("/Leads/" + id, "{'last_name':'Changed'," + wrong + "}");
      assertThat(refused.error()).isEqualTo("422 invalid_parameter");
      assertThat(refused.json().path("error_message").asText())
          .isEqualTo("A parameter in your request was invalid.");
    }
    assertThat(sugar.get("/Leads/" + id).json().path("last_name").asText()).isEqualTo("Kept");
  }

  @Test
  void anUpdateChangesOnlyWhatWasSentAndMovesTheDateEvenIfNothingChanges() {
    String id = created("{'last_name':'Same','title':'CTO'}");
    String before = sugar.get("/Leads/" + id).json().path("date_modified").asText();
    sandbox.clock().advance(Duration.ofSeconds(10));

    JsonNode after = sugar.put("/Leads/" + id, "{'last_name':'Same'}").json();

    assertThat(after.path("title").asText()).isEqualTo("CTO");
    assertThat(after.path("date_modified").asText()).isGreaterThan(before);
  }

  @Test
  void anUnknownRecordIsNotFound() {
    assertThat(sugar.put("/Leads/nobody", "{}").error()).isEqualTo("404 not_found");
    assertThat(sugar.delete("/Leads/nobody").error()).isEqualTo("404 not_found");
  }

  @Test
  void aDeleteAnswersTheIdAndIsSoft() {
    String id = created("{'last_name':'Short'}");

    assertThat(sugar.delete("/Leads/" + id).text()).isEqualTo("{\"id\":\"" + id + "\"}");
    assertThat(sugar.get("/Leads/" + id).error()).isEqualTo("404 not_found");
    sandbox.sugar().undelete("Leads", id);
    assertThat(sugar.get("/Leads/" + id).status()).isEqualTo(200);
  }

  @Test
  void anOlderTimestampIsAnEditConflictThatShowsTheRecord() {
    String id = created("{'last_name':'Fought over'}");
    String seen = sugar.get("/Leads/" + id).json().path("date_modified").asText();
    assertThat(sugar.with("X-TIMESTAMP", seen).put("/Leads/" + id, "{'title':'first'}").status())
        .isEqualTo(200);
    sandbox.clock().advance(Duration.ofSeconds(5));
    sandbox.sugar().update("Leads", id, Map.of("title", "theirs"));

    Reply refused = sugar.with("X-TIMESTAMP", seen).put("/Leads/" + id, "{'title':'ours'}");

    assertThat(refused.error()).isEqualTo("409 edit_conflict");
    assertThat(refused.json().path("record").path("title").asText()).isEqualTo("theirs");
  }

  @Test
  void anOptOutHoldsForAllRecordsWithThatAddressAndMovesOnlyTheAddress() {
    String one = created("{'last_name':'One','email1':'both@b.example'}");
    String two = created("{'last_name':'Two','email1':'BOTH@b.example'}");
    String before = sugar.get("/Leads/" + two).json().path("date_modified").asText();
    sandbox.clock().advance(Duration.ofSeconds(30));

    sugar.put("/Leads/" + one, "{'email_opt_out':true}");

    assertThat(optOutOf(two)).isEqualTo("true");
    assertThat(sugar.get("/Leads/" + two).json().path("date_modified").asText()).isEqualTo(before);
    assertThat(
            sugar
                .get("/EmailAddresses?order_by=date_modified:DESC&max_num=1")
                .records()
                .path(0)
                .path("email_address_caps")
                .asText())
        .isEqualTo("BOTH@B.EXAMPLE");
  }

  @Test
  void anOptOutCanBeWrittenOnTheAddressItself() {
    String one = created("{'last_name':'One','email1':'row@b.example'}");
    String address =
        sugar
            .post("/EmailAddresses/filter", "{'filter':[{'email_address':'ROW@b.example'}]}")
            .ids()
            .get(0);

    assertThat(sugar.put("/EmailAddresses/" + address, "{'opt_out':true}").status()).isEqualTo(200);
    assertThat(optOutOf(one)).isEqualTo("true");
  }

  @Test
  void theEmailArrayReplacesAllAddresses() {
    String id = created("{'last_name':'Mail','email1':'old@m.example'}");

    JsonNode email =
        sugar
            .put(
                "/Leads/" + id,
                "{'email':[{'email_address':'a@m.example'},"
                    + "{'email_address':'b@m.example','primary_address':'1','opt_out':'1'}]}")
            .json()
            .path("email");

    assertThat(email.findValuesAsText("email_address"))
        .containsExactly("a@m.example", "b@m.example");
    assertThat(email.path(1).path("primary_address").booleanValue()).isTrue();
    assertThat(email.path(1).path("opt_out").booleanValue()).isTrue();
    assertThat(sugar.post("/Leads/filter", "{'filter':[{'email':'old@m.example'}]}").records())
        .isEmpty();
  }

  @Test
  void aMassUpdateChangesManyAndPassesOverUnknownIds() {
    String one = created("{'last_name':'One'}");
    String two = created("{'last_name':'Two'}");

    String body =
        "{'massupdate_params':{'uid':['%s','%s','nobody'],'lead_source':'Email'}}"
            .formatted(one, two);
    assertThat(sugar.put("/Leads/MassUpdate", body).text())
        .isEqualTo("{\"status\":\"done\",\"failed\":0}");
    assertThat(sugar.get("/Leads/" + two).json().path("lead_source").asText()).isEqualTo("Email");
    assertThat(sugar.put("/Leads/MassUpdate", "{}").error()).isEqualTo("422 missing_parameter");
    assertThat(sugar.call("DELETE", "/Leads/MassUpdate", body).status()).isEqualTo(200);
    assertThat(sugar.get("/Leads/" + one).status()).isEqualTo(404);
  }

  @Test
  void aConvertedLeadStaysAndPointsAtItsContact() {
    String lead = created("{'last_name':'Promising','email1':'p@c.example'}");

    sugar.post("/Leads/" + lead + "/convert", "{}");

    JsonNode after = sugar.get("/Leads/" + lead).json();
    assertThat(after.path("converted").booleanValue()).isTrue();
    assertThat(after.path("status").asText()).isEqualTo("Converted");
    JsonNode contact = sugar.get("/Contacts/" + after.path("contact_id").asText()).json();
    assertThat(contact.path("email1").asText()).isEqualTo("p@c.example");
  }

  @Test
  void aMergeKeepsThePrimaryAndDeletesTheOthers() {
    String kept = created("{'last_name':'Kept','email1':'kept@m.example'}");
    String gone = created("{'last_name':'Gone','title':'CEO','email1':'gone@m.example'}");

    sandbox.sugar().merge("Leads", kept, List.of(gone));

    JsonNode lead = sugar.get("/Leads/" + kept).json();
    assertThat(lead.path("title").asText()).isEqualTo("CEO");
    assertThat(lead.path("email").findValuesAsText("email_address"))
        .containsExactly("kept@m.example", "gone@m.example");
    assertThat(sugar.get("/Leads/" + gone).status()).isEqualTo(404);
  }

  @Test
  void aSyncKeyCreatesOnceAndUpdatesThen() {
    Reply created = sugar.call("PATCH", "/Leads/sync_key/k-1", "{'last_name':'Keyed'}");
    Reply updated = sugar.call("PATCH", "/Leads/sync_key/k-1", "{'title':'CFO'}");

    assertThat(created.status()).isEqualTo(201);
    assertThat(updated.status()).isEqualTo(200);
    assertThat(updated.text()).isEqualTo(created.text());
    String id = created.json().path("record").asText();
    assertThat(sugar.get("/Leads/" + id).json().path("title").asText()).isEqualTo("CFO");
    assertThat(sugar.get("/integrate/Leads/sync_key/k-1").json().path("record").path("id").asText())
        .isEqualTo(id);
  }

  @Test
  void olderReleasesHaveNoSyncKey() {
    try (Sandbox old = Sandbox.builder().release("10.1").start()) {
      assertThat(on(old).call("PATCH", "/Leads/sync_key/k-1", "{}").status()).isEqualTo(404);
    }
  }

  @Test
  void duplicatesAreFoundByAddress() {
    String id = created("{'last_name':'Dup','email1':'dup@d.example'}");

    JsonNode found =
        sugar.post("/Leads/duplicateCheck", "{'email1':'DUP@d.example'}").records().path(0);

    assertThat(found.path("id").asText()).isEqualTo(id);
    assertThat(found.path("duplicate_check_rank").intValue()).isEqualTo(8);
  }
}
