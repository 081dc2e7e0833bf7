package dev.caramel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BulkTest extends SandboxTest {

  @Test
  void eachPartHasItsOwnStatusInTheOrderOfTheRequests() {
    String id = sandbox.sugar().create("Leads", Map.of("last_name", "Bulk"));

    SugarClient.Reply reply =
        sugar.post(
            "/bulk",
            """
            {'requests':[
              {'url':'/v11_5/Leads/%1$s','method':'PUT','data':'{\\'title\\':\\'text\\'}'},
              {'url':'v10/Leads/nope'},
              {'url':'/v10/Leads/%1$s','method':'PUT','data':{'department':'object'}},
              {'url':'/v10/ping'},
              {'url':'/v11_99/ping'}]}
            """
                .formatted(id));

    assertThat(reply.status()).isEqualTo(200);
    JsonNode parts = reply.json();
    assertThat(parts.findValuesAsText("status")).contains("200", "404");
    assertThat(parts.path(0).path("contents").path("title").asText()).isEqualTo("text");
    assertThat(parts.path(1).path("status").intValue()).isEqualTo(404);
    assertThat(parts.path(1).path("contents").path("error").asText()).isEqualTo("not_found");
    assertThat(parts.path(2).path("contents").path("department").asText()).isEqualTo("object");
    assertThat(parts.path(3).path("contents").asText()).isEqualTo("pong");
    assertThat(parts.path(4).path("status").intValue()).isEqualTo(301);
  }

  @Test
  void aPartHasHeadersOfItsOwn() {
    String id = sandbox.sugar().create("Leads", Map.of("last_name", "Bulk"));

    JsonNode part =
        sugar
            .post(
                "/bulk",
                """
                {'requests':[{'url':'/v10/Leads/%s','method':'PUT','data':'{}',
                  'headers':['X-TIMESTAMP: 2001-01-01T00:00:00+00:00']}]}
                """
                    .formatted(id))
            .json()
            .path(0);

    assertThat(part.path("status").intValue()).isEqualTo(409);
    assertThat(part.path("contents").path("record").path("id").asText()).isEqualTo(id);
  }

  @Test
  void aSessionThatEndsInTheMiddleFailsTheLaterParts() {
    JsonNode parts =
        sugar
            .post(
                "/bulk",
                "{'requests':[{'url':'/v10/ping'},{'url':'/v10/oauth2/logout','method':'POST'},"
                    + "{'url':'/v10/ping'}]}")
            .json();

    assertThat(parts.path(0).path("status").intValue()).isEqualTo(200);
    assertThat(parts.path(2).path("status").intValue()).isEqualTo(401);
  }

  @Test
  void withoutASessionTheWholeCallFails() {
    assertThat(guest.post("/bulk", "{'requests':[]}").error()).isEqualTo("401 need_login");
  }
}
