package dev.caramel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.data.OddLead;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SwitchesTest extends SandboxTest {

  private void on(Switch which) {
    sandbox.switches().turn(which, true);
  }

  private String lead(Map<String, Object> values) {
    return sandbox.sugar().create("Leads", values);
  }

  @Test
  void aTooHighVersionIsServed() {
    on(Switch.VERSION_LENIENT);
    assertThat(sugar.version("v11_99").get("/ping").status()).isEqualTo(200);
  }

  @Test
  void refusalsAtTheTokenEndpointHaveOtherLabels() {
    on(Switch.REFUSED_REFRESH_IS_INVALID_GRANT);
    on(Switch.WRONG_PASSWORD_IS_INVALID_GRANT);
    on(Switch.DEAD_SESSION_IS_NEED_LOGIN);

    assertThat(guest.refresh("dead", "caramel").error()).isEqualTo("400 invalid_grant");
    assertThat(guest.grant("caramel", "x", "caramel").error()).isEqualTo("401 invalid_grant");
    assertThat(guest.token("dead").get("/ping").error()).isEqualTo("401 need_login");
  }

  @Test
  void anyPlatformAndAnOldReleasesBearerAreLetIn() {
    on(Switch.UNKNOWN_PLATFORMS_ALLOWED);
    assertThat(guest.grant("caramel", "sandbox", "unheard-of").status()).isEqualTo(200);
    try (Sandbox old = Sandbox.builder().release("8.0").switchOn(Switch.BEARER_ALWAYS).start()) {
      SugarClient client = SugarClient.of(old);
      String token =
          client.grant("caramel", "sandbox", "caramel").json().path("access_token").asText();
      assertThat(client.with("Authorization", "Bearer " + token).get("/ping").status())
          .isEqualTo(200);
    }
  }

  @Test
  void ownIdsAreIgnored() {
    on(Switch.OWN_IDS_IGNORED);
    assertThat(sugar.post("/Leads", "{'id':'mine','last_name':'X'}").json().path("id").asText())
        .isNotEqualTo("mine");
  }

  @Test
  void anIdleUpdateKeepsTheDate() {
    on(Switch.IDLE_UPDATE_KEEPS_DATE);
    String id = lead(Map.of("last_name", "Idle"));
    String before = sugar.get("/Leads/" + id).json().path("date_modified").asText();
    sandbox.clock().advance(Duration.ofSeconds(9));

    assertThat(
            sugar.put("/Leads/" + id, "{'last_name':'Idle'}").json().path("date_modified").asText())
        .isEqualTo(before);
    assertThat(
            sugar.put("/Leads/" + id, "{'last_name':'New'}").json().path("date_modified").asText())
        .isNotEqualTo(before);
  }

  @Test
  void pagesMayExceedTheCap() {
    sandbox.switches().maxListLimit(10);
    assertThat(sugar.get("/Leads?max_num=30").records()).hasSize(10);
    on(Switch.PAGE_CAP_OFF);
    assertThat(sugar.get("/Leads?max_num=30").records()).hasSize(30);
  }

  @Test
  void tombstonesMayBeFull() {
    on(Switch.TOMBSTONES_FULL);
    String id = lead(Map.of("last_name", "Full"));
    sandbox.sugar().delete("Leads", id);

    JsonNode tombstone =
        sugar
            .post(
                "/Leads/filter",
                "{'deleted':true,'fields':'last_name,deleted','filter':[{'id':'" + id + "'}]}")
            .records()
            .path(0);
    assertThat(tombstone.path("last_name").asText()).isEqualTo("Full");
    assertThat(tombstone.path("deleted").booleanValue()).isTrue();
  }

  @Test
  void invisibleMayBeForbidden() {
    on(Switch.INVISIBLE_IS_FORBIDDEN);
    String id = lead(Map.of("last_name", "Hidden"));
    assertThat(guest.login("east").get("/Leads/" + id).error()).isEqualTo("403 not_authorized");
  }

  @Test
  void bulkHeadersMayBeAnArray() {
    String bulk = "{'requests':[{'url':'/v10/ping'}]}";
    assertThat(sugar.post("/bulk", bulk).json().path(0).path("headers").isObject()).isTrue();
    on(Switch.BULK_HEADERS_AS_ARRAY);
    assertThat(sugar.post("/bulk", bulk).json().path(0).path("headers").isArray()).isTrue();
  }

  @Test
  void decimalsMayBeNumbersAndFlagsText() {
    on(Switch.DECIMALS_AS_NUMBERS);
    on(Switch.FLAGS_AS_TEXT);
    JsonNode lead =
        sugar.get("/Leads/" + lead(Map.of("last_name", "D", "budget_c", "12.5"))).json();
    JsonNode email = sugar.get("/Leads/" + OddLead.OPTED_OUT.id()).json().path("email").path(0);

    assertThat(lead.path("budget_c").isNumber()).isTrue();
    assertThat(email.path("opt_out").isTextual()).isTrue();
    assertThat(email.path("opt_out").asText()).isEqualTo("1");
  }

  @Test
  void aNakedTimeIsTheUsersOrUtc() {
    String id = lead(Map.of("last_name", "Z", "date_modified", "2026-01-10T12:00:00Z"));
    String filter = "{'filter':[{'id':'%s'},{'date_modified':'2026-01-10T%s:00:00'}]}";

    assertThat(sugar.post("/Leads/filter", filter.formatted(id, "07")).ids()).containsExactly(id);
    on(Switch.NAKED_TIMES_ARE_UTC);
    assertThat(sugar.post("/Leads/filter", filter.formatted(id, "12")).ids()).containsExactly(id);
  }

  @Test
  void idRangesMayBeRefused() {
    on(Switch.ID_RANGE_REFUSED);
    assertThat(sugar.post("/Leads/filter", "{'filter':[{'id':{'$gt':'a'}}]}").error())
        .isEqualTo("422 invalid_parameter");
    assertThat(sugar.post("/Leads/filter", "{'filter':[{'id':{'$in':['a']}}]}").status())
        .isEqualTo(200);
  }

  @Test
  void addressesMayNotBeServed() {
    on(Switch.EMAIL_ADDRESSES_FORBIDDEN);
    assertThat(sugar.get("/EmailAddresses").error()).isEqualTo("403 not_authorized");
    on(Switch.EMAIL_ADDRESSES_NOT_FOUND);
    assertThat(sugar.get("/EmailAddresses").error()).isEqualTo("404 not_found");
  }

  @Test
  void anOptOutMayLeaveTheAddressItsDate() {
    on(Switch.OPT_OUT_KEEPS_ADDRESS_DATE);
    lead(Map.of("last_name", "O", "email1", "still@s.example"));
    String filter = "{'filter':[{'email_address_caps':'STILL@S.EXAMPLE'}]}";
    String before = sugar.post("/EmailAddresses/filter", filter).text();
    sandbox.clock().advance(Duration.ofSeconds(9));

    sandbox.sugar().setAddress("still@s.example", true, false);

    assertThat(sugar.post("/EmailAddresses/filter", filter).text())
        .isEqualTo(before.replace("\"opt_out\":false", "\"opt_out\":true"));
  }

  @Test
  void anOptOutMayMoveTheRecordsOfTheAddress() {
    String id = lead(Map.of("last_name", "O", "email1", "moving@s.example"));
    String before = sugar.get("/Leads/" + id).json().path("date_modified").asText();
    sandbox.clock().advance(Duration.ofSeconds(9));
    on(Switch.OPT_OUT_MOVES_RECORD_DATE);

    sandbox.sugar().setAddress("moving@s.example", true, false);

    assertThat(sugar.get("/Leads/" + id).json().path("date_modified").asText())
        .isNotEqualTo(before);
  }

  @Test
  void joiningMayMoveTheListsDate() {
    String list = sandbox.sugar().create("ProspectLists", Map.of("name", "L"));
    String before = sugar.get("/ProspectLists/" + list).json().path("date_modified").asText();
    sandbox.clock().advance(Duration.ofSeconds(9));
    on(Switch.JOINING_MOVES_LIST_DATE);

    sugar.post("/ProspectLists/" + list + "/link/leads/" + lead(Map.of("last_name", "J")), "");

    assertThat(sugar.get("/ProspectLists/" + list).json().path("date_modified").asText())
        .isNotEqualTo(before);
  }

  @Test
  void wrongDatesMayBecomeEmpty() {
    on(Switch.WRONG_DATES_BECOME_EMPTY);
    assertThat(
            sugar
                .post("/Leads", "{'last_name':'X','birthdate':'soon'}")
                .json()
                .path("birthdate")
                .asText("x"))
        .isEmpty();
  }

  @Test
  void syncKeysMayBeForAdministratorsOnly() {
    on(Switch.SYNC_KEY_ADMIN_ONLY);
    assertThat(sugar.call("PATCH", "/Leads/sync_key/k", "{}").error())
        .isEqualTo("403 not_authorized");
    assertThat(guest.login("admin").call("PATCH", "/Leads/sync_key/k", "{}").status())
        .isEqualTo(201);
  }

  @Test
  void numericDropdownsMayBeObjects() {
    on(Switch.NUMERIC_DROPDOWNS_AS_OBJECT);
    assertThat(sugar.get("/Leads/enum/priority_c").json().isObject()).isTrue();
  }

  @Test
  void fiveWrongPasswordsMayLockAUserOut() {
    on(Switch.LOCK_OUT);
    for (int i = 0; i < 5; i++) {
      guest.grant("ines", "wrong", "caramel");
    }
    assertThat(guest.grant("ines", "sandbox", "caramel").error()).isEqualTo("401 need_login");
    assertThat(guest.grant("caramel", "sandbox", "base").status()).isEqualTo(200);
  }

  @Test
  void answersAreCompressedWhenAskedForUnlessThatIsOff() {
    SugarClient zipped = sugar.with("Accept-Encoding", "gzip");
    assertThat(zipped.get("/Leads").header("Content-Encoding")).isEqualTo("gzip");
    on(Switch.GZIP_OFF);
    assertThat(zipped.get("/Leads").header("Content-Encoding")).isEmpty();
  }

  @Test
  void aSessionsRequestsMayBeServedOneAfterAnother() {
    on(Switch.SESSION_SERIALISED);
    assertThat(sugar.post("/bulk", "{'requests':[{'url':'/v10/ping'}]}").status()).isEqualTo(200);
  }
}
