package dev.caramel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class StartingUpTest {
  private final StartingUp starting =
      new StartingUp(
          authorization -> {
            if (!"Bearer key".equals(authorization)) {
              throw new WrongKey("This is not the admin key.");
            }
          },
          new ApiConfiguration().apiJson());
  private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/syncs");
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @Test
  void a_call_that_comes_before_its_route_is_asked_to_come_again() throws IOException {
    request.addHeader("Authorization", "Bearer key");

    starting.handleRequest(request, response);

    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getHeader("Retry-After")).isEqualTo("5");
    assertThat(response.getContentType()).isEqualTo("application/problem+json");
    JsonNode problem = new ObjectMapper().readTree(response.getContentAsByteArray());
    assertThat(problem.get("type").asText()).isEqualTo("urn:caramel:problem:starting");
  }

  @Test
  void even_then_the_key_comes_first() throws IOException {
    starting.handleRequest(request, response);

    assertThat(response.getStatus()).isEqualTo(401);
  }
}
