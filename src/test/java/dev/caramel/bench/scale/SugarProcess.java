package dev.caramel.bench.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.sandbox.SandboxMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sandbox in a process of its own, and what a client that knows nothing of Caramel does to it.
 */
final class SugarProcess implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("at (http://\\S+?),");
  static final String SCORE = "caramel_lead_score_c";

  private final Process process;
  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  private SugarProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts one with so many leads and a field for their score. */
  static SugarProcess start(int leads, Path log) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                CaramelNode.java(),
                "-Xmx3g",
                "-cp",
                System.getProperty("java.class.path"),
                SandboxMain.class.getName(),
                "--port=0",
                "--leads=" + leads)
            .redirectError(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    Matcher found = URL.matcher(String.valueOf(line));
    if (!found.find()) {
      process.destroyForcibly();
      throw new IOException("the sandbox did not start (" + line + "): see " + log);
    }
    SugarProcess sugar = new SugarProcess(process, found.group(1));
    sugar.control(
        "POST",
        "/fields",
        "{\"module\":\"Leads\",\"field\":{\"name\":\""
            + SCORE
            + "\",\"type\":\"int\",\"len\":11}}");
    return sugar;
  }

  String url() {
    return url;
  }

  /** Turns its habits, such as {@code {"latency_millis":20}}. */
  void turn(String switches) throws IOException, InterruptedException {
    control("PUT", "/switches", switches);
  }

  /** Requests that it was asked since it last forgot them, and how many parts bulk ones had. */
  long requests() throws IOException, InterruptedException {
    return control("GET", "/requests", null).size();
  }

  void forgetRequests() throws IOException, InterruptedException {
    control("DELETE", "/requests", null);
  }

  /** Ids of so many leads. */
  JsonNode ids() throws IOException, InterruptedException {
    return control("GET", "/records/Leads", null).path("ids");
  }

  private JsonNode control(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url + "/sandbox" + path))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build());
  }

  /** Logs in under a platform of its own and says the token. */
  String login() throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url + "/rest/v11_1/oauth2/token"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"grant_type\":\"password\",\"client_id\":\"sugar\",\"client_secret\":\"\","
                        + "\"username\":\"caramel\",\"password\":\"sandbox\",\"platform\":\"base\"}"))
            .build())
        .path("access_token")
        .asText();
  }

  /** One PUT of a score. */
  void put(String token, String lead, int score) throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(URI.create(url + "/rest/v11_1/Leads/" + lead))
            .header("OAuth-Token", token)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"" + SCORE + "\":" + score + "}"))
            .build());
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(
          request.method()
              + " "
              + request.uri().getPath()
              + ": "
              + answer.statusCode()
              + " "
              + answer.body());
    }
    return json.readTree(answer.body());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
