package dev.caramel.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What somebody sees who starts the demo and pastes its commands. */
class DemoTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void a_lead_changed_in_the_sandbox_arrives_in_the_list() throws Exception {
    try (Demo.Parts demo = Demo.start(new String[] {"--server.port=0"}, 0, 0, 20)) {
      String caramel = demo.caramelUrl();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(jane(caramel)).contains("\"First Name\":\"Jane\""));

      send(
          "PATCH",
          demo.sandboxUrl() + "/sandbox/records/Leads/" + DemoLead.ID,
          "{\"first_name\":\"Janet\"}");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                send("POST", caramel + "/api/syncs/all-sugar-leads/runs", "{}");
                assertThat(jane(caramel)).contains("\"First Name\":\"Janet\"");
              });
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(send("GET", caramel + "/actuator/health/syncs", ""))
                      .contains("\"status\":\"UP\""));
    }
  }

  private String jane(String caramel) throws Exception {
    return send("GET", caramel + "/api/lists/all-sugar-leads/members?email=" + DemoLead.EMAIL, "");
  }

  private String send(String method, String address, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address)).header("Authorization", "Bearer " + Demo.KEY);
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return http.send(
            request.method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString())
        .body();
  }
}
