package dev.caramel.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the columns of a list are used for: guessed from Sugar's fields, changed by people. */
class ColumnRolesTest {
  private static final String DEFINITION =
      """
      list: Roles
      module: Leads
      columns:
        Email: email
        Private: assistant
        Phone: phone_work
        Assigned To: assigned_user_name
        Manager: created_by_name
        Lead Score: caramel_lead_score_c
      pull:
        add: true
        update: Email, Private, Phone, Assigned To, Manager
      push:
        update: Lead Score
      """;

  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sugar -> sugar.leads(0));

  @Test
  void rolesAreGuessedAndStayAsPeopleSetThem() {
    String lead =
        caramel
            .sandbox()
            .sugar()
            .create(
                "Leads",
                Map.of(
                    "last_name",
                    "Doe",
                    "assistant",
                    "doe@home.example",
                    "phone_work",
                    "+1 5",
                    "email",
                    List.of(Map.of("email_address", "doe@work.example", "primary_address", true))));
    caramel.sync("roles", DEFINITION);
    assertThat(roles()).containsExactly("email", "null", "null", "owner", "null", "lead-score");

    assertThat(give("Manager", "owner").statusCode()).isEqualTo(200);
    assertThat(roles()).containsExactly("email", "null", "null", "null", "owner", "lead-score");

    HttpResponse<String> wrong = give("Phone", "email");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body())
        .contains("The column \\\"Phone\\\" holds \\\"+1 5\\\", which is no email address.");
    assertThat(roles().get(0)).isEqualTo("email");

    assertThat(give("Private", "email").statusCode()).isEqualTo(200);
    assertThat(member(lead).path("email").asText()).isEqualTo("doe@home.example");
    caramel.sandbox().sugar().update("Leads", lead, Map.of("assistant", "jd@home.example"));
    caramel.run("roles");
    assertThat(member(lead).path("email").asText()).isEqualTo("jd@home.example");
    JsonNode posted =
        caramel.post(
            "/api/lists/roles/members", "[{\"Private\":\"JD@home.example\",\"Lead Score\":3}]");
    assertThat(posted.path("updated").asInt()).as(posted.toString()).isEqualTo(1);

    String loadedAt = caramel.get("/api/syncs/roles").path("loadedAt").asText();
    caramel.write("roles", DEFINITION.replace("Manager", "Boss"));
    await()
        .until(() -> !caramel.get("/api/syncs/roles").path("loadedAt").asText().equals(loadedAt));
    assertThat(roles()).containsExactly("null", "email", "null", "null", "owner", "lead-score");

    assertThat(give("Private", null).statusCode()).isEqualTo(200);
    assertThat(member(lead).path("email").asText()).isEqualTo("doe@work.example");
  }

  private static List<String> roles() {
    return caramel.get("/api/lists/roles/columns").path("columns").findValues("role").stream()
        .map(JsonNode::asText)
        .toList();
  }

  private static HttpResponse<String> give(String column, String role) {
    return caramel.send(
        "PUT",
        "/api/lists/roles/columns/" + RunningCaramel.encoded(column).replace("+", "%20") + "/role",
        role == null ? "{\"role\":null}" : "{\"role\":\"" + role + "\"}",
        Map.of());
  }

  private static JsonNode member(String record) {
    return caramel.member("roles", record);
  }
}
