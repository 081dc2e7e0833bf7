package dev.caramel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls the API as anybody would: over HTTP, with the admin key unless told otherwise. Every answer
 * is held against the description of the API.
 */
record ApiClient(int port, List<String> headers, HttpClient http, ApiContract contract) {
  static final String KEY = "an admin key of the tests, long enough";
  private static final ObjectMapper JSON = new ObjectMapper();

  static ApiClient at(int port) {
    return new ApiClient(
        port,
        List.of("Authorization", "Bearer " + KEY),
        HttpClient.newHttpClient(),
        new ApiContract());
  }

  ApiClient without() {
    return new ApiClient(port, List.of(), http, contract);
  }

  ApiClient with(String... more) {
    List<String> all = new ArrayList<>(headers);
    all.addAll(Arrays.asList(more));
    return new ApiClient(port, all, http, contract);
  }

  Answer get(String path) {
    return call("GET", path, null);
  }

  Answer delete(String path) {
    return call("DELETE", path, null);
  }

  Answer post(String path, @Nullable String body) {
    return call("POST", path, body);
  }

  Answer put(String path, String body) {
    return call("PUT", path, body);
  }

  Answer call(String method, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    boolean typed = headers.contains("Content-Type");
    if (body != null && !typed) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Answer told = new Answer(answer.statusCode(), answer.headers(), answer.body());
      contract.requireDescribed(method, path, told);
      return told;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** An answer of the API. */
  record Answer(int status, HttpHeaders headers, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException noJson) {
        throw new AssertionError("No JSON: " + body, noJson);
      }
    }

    String mediaType() {
      return headers.firstValue("Content-Type").orElse("");
    }
  }
}
