package dev.caramel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Sugar offers, over HTTP and from a Sugar. */
class SugarApiTest extends ApiTest {
  @Test
  void a_connection_is_tested_step_by_step() {
    JsonNode report = api.get("/api/sugar/test").json();

    assertThat(report.get("ok").asBoolean()).as(report.toString()).isTrue();
    assertThat(report.get("steps").findValuesAsText("name"))
        .contains("settings", "login", "release");
  }

  @Test
  void modules_are_offered_with_their_counts() {
    JsonNode modules = api.get("/api/sugar/modules").json();

    assertThat(modules.get("modules").findValuesAsText("name")).contains("Leads", "Prospects");
    assertThat(modules.get("modules").findValuesAsText("label")).contains("Targets");
    assertThat(modules.get("next").isNull()).isTrue();
  }

  @Test
  void every_field_of_a_module_is_on_one_page() {
    List<String> met = new ArrayList<>();
    String query = "?limit=20";
    JsonNode next;
    do {
      JsonNode page = api.get("/api/sugar/modules/Leads/fields" + query).json();
      met.addAll(page.get("fields").findValuesAsText("name"));
      next = page.get("next");
      query = "?limit=20&after=" + next.asText();
    } while (!next.isNull());

    assertThat(met).doesNotHaveDuplicates().contains("email", "first_name", "status");
    assertThat(api.get("/api/sugar/modules/Leads/fields?limit=1000").json().get("fields"))
        .hasSameSizeAs(met);
  }

  @Test
  void target_lists_are_offered() {
    JsonNode lists = api.get("/api/sugar/target-lists").json();

    assertThat(lists.get("targetLists")).isNotEmpty();
    assertThat(lists.get("targetLists").findValues("counts"))
        .allMatch(JsonNode::isObject)
        .anyMatch(counts -> counts.path("Leads").asInt() > 0);
  }

  @Test
  void a_connection_and_a_module_must_exist() {
    ApiClient.Answer connection = api.get("/api/sugar/test?connection=nope");
    assertThat(connection.status()).isEqualTo(400);
    assertThat(connection.json().get("detail").asText()).contains("nope", "default");
    assertThat(api.get("/api/sugar/modules/Nope/fields").status()).isEqualTo(404);
    assertThat(api.get("/api/sugar/modules?after=Nope").status()).isEqualTo(400);
  }
}
