package dev.caramel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.sandbox.SugarClient.Reply;
import dev.caramel.sandbox.catalog.SugarField;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest extends SandboxTest {

  private JsonNode fields(String module) {
    return sugar
        .get("/metadata?type_filter=modules&module_filter=" + module)
        .json()
        .path("modules")
        .path(module)
        .path("fields");
  }

  @Test
  void serverInfoTellsVersionAndFlavor() {
    JsonNode info = sugar.get("/metadata?type_filter=server_info").json().path("server_info");

    assertThat(info.path("version").asText()).isEqualTo("13.0.0");
    assertThat(info.path("flavor").asText()).isEqualTo("ENT");
    assertThat(info.path("gmt_time").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+0000");
  }

  @Test
  void mapsCarryAHashAmongTheirKeys() {
    JsonNode answer =
        sugar.get("/metadata?type_filter=full_module_list,modules&module_filter=Leads").json();

    assertThat(answer.path("_hash").asText()).isNotEmpty();
    assertThat(answer.path("full_module_list").path("Leads").asText()).isEqualTo("Leads");
    assertThat(answer.path("full_module_list").path("_hash").asText()).isNotEmpty();
    assertThat(answer.path("modules").path("Leads").path("fields").has("_hash")).isTrue();
  }

  @Test
  void onlyTheHashIsShort() {
    Reply reply = sugar.get("/metadata?type_filter=modules&module_filter=Leads&only_hash=true");

    assertThat(reply.json()).hasSize(1);
  }

  @Test
  void optionsAreTheNameOfAList() {
    assertThat(fields("Leads").path("status").path("options").asText())
        .isEqualTo("lead_status_dom");
    assertThat(fields("Leads").path("name").path("source").asText()).isEqualTo("non-db");
    assertThat(fields("Leads").path("budget_c").path("source").asText()).isEqualTo("custom_fields");
  }

  @Test
  void aDropdownIsAFlatMapInTheOrderOfTheListWithAnETag() {
    Reply status = sugar.get("/Leads/enum/status");

    assertThat(status.json().fieldNames())
        .toIterable()
        .containsSequence("New", "Assigned", "In Process", "Converted", "Recycled", "Dead");
    assertThat(
            sugar.with("If-None-Match", status.header("ETag")).get("/Leads/enum/status").status())
        .isEqualTo(304);
    assertThat(sugar.get("/Leads/enum/last_name").error()).isEqualTo("404 not_found");
  }

  @Test
  void aDropdownWithNumericKeysIsAnArray() {
    assertThat(sugar.get("/Leads/enum/priority_c").json().isArray()).isTrue();
  }

  @Test
  void labelsStandInTheLanguageFileWithTheirColon() {
    JsonNode language = sugar.get("/lang/en_us").json();

    assertThat(language.path("mod_strings").path("Leads").path("LBL_LAST_NAME").asText())
        .isEqualTo("Last Name:");
    assertThat(language.path("app_list_strings").path("moduleList").path("Prospects").asText())
        .isEqualTo("Targets");
  }

  @Test
  void aFieldCanBeInstalledAndRemovedWhileItRuns() {
    assertThat(fields("Leads").has("caramel_lead_score_c")).isFalse();
    String hash = sugar.get("/metadata?type_filter=modules&only_hash=true").text();

    sandbox.install(
        "Leads",
        SugarField.of(
            Map.of("name", "caramel_lead_score_c", "type", "int", "source", "custom_fields")));

    assertThat(fields("Leads").path("caramel_lead_score_c").path("type").asText()).isEqualTo("int");
    assertThat(sugar.get("/metadata?type_filter=modules&only_hash=true").text()).isNotEqualTo(hash);
    JsonNode lead = sugar.post("/Leads", "{'last_name':'S','caramel_lead_score_c':42}").json();
    assertThat(lead.path("caramel_lead_score_c").intValue()).isEqualTo(42);

    sandbox.remove("Leads", "caramel_lead_score_c");
    assertThat(sugar.get("/Leads/" + lead.path("id").asText()).json().has("caramel_lead_score_c"))
        .isFalse();
  }

  @Test
  void laterFieldsAreNotInOlderReleases() {
    assertThat(fields("Leads").has("sync_key")).isTrue();
    try (Sandbox old = Sandbox.builder().release("8.0").start()) {
      JsonNode modules =
          on(old).get("/metadata?type_filter=modules&module_filter=Leads").json().path("modules");
      assertThat(modules.path("Leads").path("fields").has("sync_key")).isFalse();
    }
  }

  @Test
  void timeAndPingNeedASessionOnly() {
    assertThat(sugar.get("/ping").text()).isEqualTo("\"pong\"");
    assertThat(sugar.get("/ping/whattimeisit").json().asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d-0[45]:00");
    assertThat(guest.get("/ping").error()).isEqualTo("401 need_login");
    assertThat(guest.get("/help").header("Content-Type")).startsWith("text/html");
  }
}
