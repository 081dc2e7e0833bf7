package dev.caramel.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/** A client that knows nothing but HTTP and JSON, for the sandbox's own tests. */
final class SugarClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String root;
  private final String version;
  private final String[] headers;

  private SugarClient(String root, String version, String... headers) {
    this.root = root;
    this.version = version;
    this.headers = headers;
  }

  static SugarClient of(Sandbox sandbox) {
    return new SugarClient(sandbox.url(), "/rest/v10");
  }

  static SugarClient control(Sandbox sandbox) {
    return new SugarClient(sandbox.url(), "/sandbox");
  }

  SugarClient version(String other) {
    return new SugarClient(root, "/rest/" + other, headers);
  }

  SugarClient with(String name, String value) {
    String[] more = Arrays.copyOf(headers, headers.length + 2);
    more[headers.length] = name;
    more[headers.length + 1] = value;
    return new SugarClient(root, version, more);
  }

  SugarClient token(String token) {
    return with("OAuth-Token", token);
  }

  SugarClient login(String user) {
    return token(grant(user, "sandbox", "caramel").json().path("access_token").asText());
  }

  Reply grant(String user, String password, String platform) {
    return post(
        "/oauth2/token",
        "{'grant_type':'password','client_id':'sugar','client_secret':'','username':'%s',"
                .formatted(user)
            + "'password':'%s','platform':'%s'}".formatted(password, platform));
  }

  Reply refresh(String refreshToken, String platform) {
    return post(
        "/oauth2/token",
        "{'grant_type':'refresh_token','refresh_token':'%s','client_id':'sugar','platform':'%s'}"
            .formatted(refreshToken, platform));
  }

  Reply get(String path) {
    return call("GET", path, "");
  }

  Reply delete(String path) {
    return call("DELETE", path, "");
  }

  /** Sends a body in which {@code '} stands for {@code "}. */
  Reply post(String path, String body) {
    return call("POST", path, body);
  }

  Reply put(String path, String body) {
    return call("PUT", path, body);
  }

  Reply call(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + version + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Reply(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What came back. */
  record Reply(int status, HttpResponse<byte[]> response) {

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(text(), e);
      }
    }

    String error() {
      return status + " " + json().path("error").asText();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode records() {
      return json().path("records");
    }

    List<String> ids() {
      return StreamSupport.stream(records().spliterator(), false)
          .map(one -> one.path("id").asText())
          .toList();
    }
  }
}
