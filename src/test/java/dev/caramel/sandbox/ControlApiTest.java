package dev.caramel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlApiTest extends SandboxTest {

  private SugarClient control;

  @BeforeEach
  void control() {
    control = SugarClient.control(sandbox);
  }

  @Test
  void recordsAreChangedAsAnotherUserAlsoInThePast() {
    String id =
        control
            .post(
                "/records/Leads",
                "{'last_name':'Late','date_modified':'2020-01-01T00:00:00Z','mkto_id':3}")
            .json()
            .path("id")
            .asText();

    JsonNode lead = sugar.get("/Leads/" + id).json();
    assertThat(lead.path("date_modified").asText()).isEqualTo("2019-12-31T19:00:00-05:00");
    assertThat(lead.path("modified_by_name").asText()).isEqualTo("Jim Brennan");

    control.call("PATCH", "/records/Leads/" + id, "{'title':'Boss'}");
    assertThat(sugar.get("/Leads/" + id).json().path("title").asText()).isEqualTo("Boss");
    assertThat(control.get("/records/Leads/" + id).json().path("title").asText()).isEqualTo("Boss");
    control.call("DELETE", "/records/Leads/" + id, "{'date_modified':'2021-01-01T00:00:00Z'}");
    assertThat(sugar.get("/Leads/" + id).status()).isEqualTo(404);
    assertThat(control.post("/prune", "").json().path("pruned").intValue()).isEqualTo(1);
    assertThat(
            sugar
                .post("/Leads/filter", "{'deleted':true,'filter':[{'id':'" + id + "'}]}")
                .records())
        .isEmpty();
  }

  @Test
  void switchesFaultsClockAndRequestsAreReachableByHttp() {
    control.put("/switches", "{'VERSION_LENIENT':true,'max_list_limit':5}");
    assertThat(sugar.version("v11_99").get("/Leads?max_num=50").records()).hasSize(5);
    assertThat(control.get("/switches").json().path("VERSION_LENIENT").asBoolean()).isTrue();

    control.post("/faults", "{'kind':'status','status':500,'path':'ping'}");
    assertThat(control.get("/faults").json()).hasSize(1);
    assertThat(sugar.get("/ping").error()).isEqualTo("500 fatal_error");
    assertThat(control.post("/faults", "{'kind':'earthquake'}").status()).isEqualTo(400);

    control.post("/clock", "{'instant':'2030-06-01T00:00:00Z'}");
    control.post("/clock", "{'advanceSeconds':60}");
    assertThat(guest.login("admin").get("/ping/whattimeisit").json().asText())
        .isEqualTo("2030-06-01T00:01:00+00:00");

    assertThat(control.get("/requests").json().findValuesAsText("status")).contains("500");
  }

  @Test
  void addressesListsFieldsAndPlatformsAreReachableByHttp() {
    String lead =
        control
            .post("/records/Leads", "{'last_name':'A','email1':'a@http.example'}")
            .json()
            .path("id")
            .asText();
    String list =
        control.post("/records/ProspectLists", "{'name':'By HTTP'}").json().path("id").asText();

    control.post("/addresses", "{'email':'A@http.example','opt_out':true,'invalid':true}");
    control.post("/target-lists/" + list + "/members", "{'module':'Leads','ids':['" + lead + "']}");
    control.post(
        "/fields", "{'module':'Leads','field':{'name':'by_http_c','type':'varchar','len':5}}");
    control.post("/platforms", "{'name':'other'}");

    JsonNode record = sugar.get("/Leads/" + lead).json();
    assertThat(record.path("email").path(0).path("invalid_email").booleanValue()).isTrue();
    assertThat(record.path("by_http_c").isTextual()).isTrue();
    assertThat(sugar.get("/ProspectLists/" + list + "/link/leads").ids()).containsExactly(lead);
    assertThat(guest.grant("caramel", "sandbox", "other").status()).isEqualTo(200);
    control.call(
        "DELETE", "/target-lists/" + list + "/members", "{'module':'Leads','id':'" + lead + "'}");
    assertThat(sugar.get("/ProspectLists/" + list + "/link/leads").records()).isEmpty();
  }
}
