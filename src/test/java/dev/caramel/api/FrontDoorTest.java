package dev.caramel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API asks of every request, over HTTP. */
class FrontDoorTest extends ApiTest {
  @ParameterizedTest
  @CsvSource({
    "GET, /api/lists",
    "GET, /api/nope",
    "GET, /api",
    "PATCH, /api/lists",
    "OPTIONS, /api/lists",
    "GET, /api/lists?nope=1",
    "DELETE, /api/lists/x/members/y",
    "POST, /api/syncs/x/runs"
  })
  void without_the_key_nothing_is_told(String method, String path) {
    ApiClient.Answer missing = api.without().call(method, path, null);
    ApiClient.Answer wrong =
        api.without().with("Authorization", "Bearer nope").call(method, path, null);

    assertProblem(missing, 401, "wrong-key");
    assertProblem(wrong, 401, "wrong-key");
    assertThat(missing.json().get("detail").asText()).contains("Bearer");
    assertThat(missing.headers().firstValue("WWW-Authenticate")).contains("Bearer");
  }

  @Test
  void a_key_in_the_query_is_none() {
    assertProblem(
        api.without().get("/api/lists?Authorization=Bearer%20" + ApiClient.KEY.replace(" ", "%20")),
        401,
        "wrong-key");
  }

  @Test
  void unknown_paths_and_wrong_methods_are_problems_too() {
    assertProblem(api.get("/api/nope"), 404, "no-such-thing");
    assertProblem(api.get("/api"), 404, "no-such-thing");
    ApiClient.Answer wrong = api.call("PATCH", "/api/lists/leads", "{}");
    assertProblem(wrong, 405, "wrong-method");
    assertThat(wrong.headers().firstValue("Allow")).contains("GET");
  }

  @Test
  void every_wrong_parameter_is_named_at_once() {
    ApiClient.Answer answer = api.get("/api/lists?limit=0&aftr=a&page=2&after=&after=b");

    assertProblem(answer, 400, "wrong-request");
    assertThat(answer.json().get("errors").findValuesAsText("name"))
        .containsExactly("limit", "aftr", "page", "after");
    assertThat(answer.json().get("detail").asText())
        .contains("1 to 1000", "\"aftr\"", "\"page\"", "after, limit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/lists?limit=1001 | 1 to 1000",
        "/api/lists?limit=many | a whole number",
        "/api/lists?limit=99999999999999999999 | a whole number",
        "/api/lists/leads/members?after=x | what stood in",
        "/api/lists/leads/members?removed=yes | true or false",
        "/api/runs?outcome=green | needs-approval"
      })
  void a_bad_value_is_answered_with_what_it_may_be(String path, String words) {
    ApiClient.Answer answer = api.get(path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains(words);
  }

  @Test
  void a_broken_percent_code_is_a_mistake_of_the_caller() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", api.port())) {
      String request =
          "GET /api/lists?after=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Authorization: Bearer "
              + ApiClient.KEY
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

      assertThat(socket.getInputStream().readAllBytes())
          .asString(StandardCharsets.UTF_8)
          .startsWith("HTTP/1.1 400")
          .contains("percent-encoded");
    }
  }

  @Test
  void every_unknown_key_of_a_body_is_named_at_once() {
    ApiClient.Answer answer =
        api.post("/api/syncs/leads/runs", "{\"dryrun\":true,\"full\":true,\"speed\":{\"a\":1}}");

    assertProblem(answer, 400, "wrong-request");
    assertThat(answer.json().get("errors").findValuesAsText("name"))
        .containsExactly("dryrun", "speed");
    assertThat(answer.json().get("detail").asText()).contains("dryRun");
    assertThat(runs.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"dryRun\":\"yes\"} | \"dryRun\" is to be true or false",
        "{\"dryRun\":1} | \"dryRun\" is to be true or false",
        "{\"records\":\"a\"} | \"records\" is to be an array",
        "{\"records\":[\"\"]} | one is empty",
        "{\"full\":true,\"full\":false} | Duplicate",
        "{\"full\":true} trailing | no JSON",
        "[] | one JSON object",
        "null | not null",
        "{ | no JSON"
      })
  void a_bad_body_is_answered_with_what_it_may_be(String body, String words) {
    ApiClient.Answer answer = api.post("/api/syncs/leads/runs", body);

    assertProblem(answer, 400, "wrong-request");
    assertThat(answer.json().get("detail").asText()).contains(words);
  }

  @Test
  void a_body_that_is_not_sent_as_json_is_refused() {
    assertProblem(
        api.with("Content-Type", "text/plain").post("/api/syncs/leads/runs", "{}"),
        415,
        "wrong-body-type");
    assertProblem(
        api.with("Content-Type", "application/x-www-form-urlencoded")
            .post("/api/syncs/leads/runs", "full=true"),
        415,
        "wrong-body-type");
  }

  @Test
  void a_body_that_is_too_large_is_refused() {
    String huge = "{\"records\":[\"" + "x".repeat(2_000_000) + "\"]}";

    assertProblem(api.post("/api/syncs/leads/runs", huge), 413, "body-too-large");
  }

  @Test
  void a_large_body_is_not_even_read_without_the_key() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", api.port())) {
      String request =
          "POST /api/syncs/leads/runs HTTP/1.1\r\nHost: localhost\r\n"
              + "Content-Type: application/json\r\nContent-Length: 900000000\r\n\r\n{";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

      assertThat(socket.getInputStream().readNBytes(12))
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo("HTTP/1.1 401");
    }
  }

  @Test
  void a_body_for_a_call_that_takes_none_is_refused() {
    assertProblem(api.post("/api/syncs/leads/pause", "{\"until\":1}"), 400, "wrong-request");
  }

  @Test
  void what_no_route_can_read_is_a_problem_too_and_the_key_comes_first() {
    ApiClient form = api.with("Content-Type", "application/x-www-form-urlencoded");
    ApiClient.Answer unreadable = form.post("/api/syncs/leads/pause", "no pair");

    assertThat(unreadable.status()).isGreaterThanOrEqualTo(400);
    assertThat(unreadable.mediaType()).isEqualTo("application/problem+json");
    assertProblem(
        api.without()
            .with("Content-Type", "application/x-www-form-urlencoded")
            .post("/api/syncs/leads/pause", "no pair"),
        401,
        "wrong-key");
  }

  @Test
  void an_unknown_path_outside_the_api_is_a_problem_too() {
    ApiClient.Answer answer = api.without().get("/nope");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.mediaType()).isEqualTo("application/problem+json");
  }

  @Test
  void a_name_with_a_slash_reaches_its_column() {
    aList("leads");
    database.sql("update list_column set name = 'Fax/Phone [old]' where name = 'Email'").update();

    assertThat(
            api.put("/api/lists/leads/columns/Fax%2FPhone%20%5Bold%5D/role", "{\"role\":\"owner\"}")
                .status())
        .isEqualTo(200);
  }

  private static void assertProblem(ApiClient.Answer answer, int status, String kind) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.mediaType()).isEqualTo("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.get("type").asText()).isEqualTo("urn:caramel:problem:" + kind);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isNotBlank();
    assertThat(problem.get("detail").asText()).isNotBlank();
  }
}
