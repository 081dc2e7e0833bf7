package dev.caramel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.data.OddLead;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VisibilityTest extends SandboxTest {

  private void role(String denials) {
    SugarClient.control(sandbox).post("/users", "{'name':'limited'," + denials + "}");
  }

  @Test
  void aUserSeesOnlyTheRecordsOfTheirTeams() {
    SugarClient east = guest.login("east");
    String lead = sandbox.sugar().create("Leads", Map.of("last_name", "Wanderer"));

    assertThat(east.get("/Leads/" + OddLead.EAST_ONLY.id()).status()).isEqualTo(200);
    assertThat(east.get("/Leads/" + lead).error()).isEqualTo("404 not_found");
    assertThat(east.get("/Leads/count").json().path("record_count").intValue())
        .isEqualTo(east.get("/Leads?max_num=1000").records().size())
        .isLessThan(sandbox.sugar().ids("Leads").size());

    sandbox.sugar().setTeams("Leads", lead, List.of("West", "East"));
    assertThat(east.get("/Leads/" + lead).status()).isEqualTo(200);
    sandbox.sugar().setTeams("Leads", lead, List.of("West"));
    assertThat(east.get("/Leads/" + lead).error()).isEqualTo("404 not_found");
    assertThat(east.put("/Leads/" + lead, "{}").error()).isEqualTo("404 not_found");
  }

  @Test
  void aDeniedModuleIsForbidden() {
    role("'denied':{'Leads':['access'],'Contacts':['edit'],'Prospects':['list']}");
    SugarClient limited = guest.login("limited");
    String contact = sandbox.sugar().create("Contacts", Map.of("last_name", "Read me"));

    assertThat(limited.get("/Leads").error()).isEqualTo("403 not_authorized");
    assertThat(limited.put("/Contacts/" + contact, "{}").error()).isEqualTo("403 not_authorized");
    assertThat(limited.get("/Contacts/" + contact).status()).isEqualTo(200);
    assertThat(limited.post("/Prospects/filter", "{}").error()).isEqualTo("403 not_authorized");
    assertThat(limited.get("/metadata?type_filter=full_module_list").json().findValue("Leads"))
        .isNull();
  }

  @Test
  void aHiddenFieldIsMissingAndCannotBeFilteredOrWritten() {
    role("'hidden':{'Leads':['phone_work']},'readOnly':{'Leads':['title']}");
    SugarClient limited = guest.login("limited");
    String lead = sandbox.sugar().create("Leads", Map.of("last_name", "L", "phone_work", "1"));

    JsonNode record = limited.get("/Leads/" + lead + "?fields=last_name,phone_work").json();
    assertThat(record.has("phone_work")).isFalse();
    assertThat(record.path("last_name").asText()).isEqualTo("L");
    assertThat(limited.post("/Leads/filter", "{'filter':[{'phone_work':'1'}]}").error())
        .isEqualTo("403 not_authorized");
    assertThat(limited.put("/Leads/" + lead, "{'title':'x'}").error())
        .isEqualTo("403 not_authorized");
    assertThat(limited.get("/metadata?type_filter=modules&module_filter=Leads").text())
        .doesNotContain("\"phone_work\"");
  }

  @Test
  void onlyDenialsAreListedAndAnEmptyMapIsAnArray() {
    role("'denied':{'Leads':['delete']},'hidden':{'Leads':['title']}");

    JsonNode me = guest.login("limited").get("/me").json().path("current_user");
    JsonNode admin = guest.login("admin").get("/me").json().path("current_user");

    assertThat(me.path("acl").path("Leads").path("delete").asText()).isEqualTo("no");
    assertThat(me.path("acl").path("Leads").has("edit")).isFalse();
    assertThat(me.path("acl").path("Leads").path("fields").path("title").path("read").asText())
        .isEqualTo("no");
    assertThat(me.path("acl").path("Contacts").path("fields").isArray()).isTrue();
    assertThat(me.path("acl").path("Contacts").path("admin").asText()).isEqualTo("no");
    assertThat(admin.path("acl").path("Contacts").has("admin")).isFalse();
    assertThat(admin.path("type").asText()).isEqualTo("admin");
  }

  @Test
  void errorsAreWordedInTheLanguageOfTheUser() {
    JsonNode spanish = guest.login("ines").get("/Leads/nobody").json();
    JsonNode english = sugar.get("/Leads/nobody").json();

    assertThat(english.path("error_message").asText())
        .isEqualTo("Could not find record: nobody in module: Leads");
    assertThat(spanish.path("error").asText()).isEqualTo("not_found");
    assertThat(spanish.path("error_message").asText())
        .isNotEqualTo(english.path("error_message").asText())
        .contains("nobody");
  }

  @Test
  void aUserCanMoveToAnotherTimeZone() {
    sugar.put("/me/preferences", "{'timezone':'Asia/Kolkata'}");

    assertThat(sugar.get("/ping/whattimeisit").json().asText()).endsWith("+05:30");
  }
}
