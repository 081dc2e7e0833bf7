package dev.caramel.bench.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.testkit.NodeMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** Caramel as it is shipped, in a process of its own with a heap of a given size. */
final class CaramelNode implements AutoCloseable {
  private static final String KEY = "bench";
  private static final Duration LONG = Duration.ofHours(2);

  private final Process process;
  private final int port;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  /** How long it took from the command to readiness. */
  double startSeconds;

  private CaramelNode(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * What a node needs.
   *
   * @param heap for example {@code 256m}
   * @param jdbcUrl database of the user postgres
   * @param sugar Sugar's address
   * @param routes routes directory
   * @param log file for what it says
   * @param more options of the JVM (they begin with {@code -X}) and settings of Caramel
   */
  record Task(
      String heap, String jdbcUrl, String sugar, Path routes, Path log, List<String> more) {}

  /** Starts it and waits until it is ready. */
  static CaramelNode start(Task task) throws IOException {
    int port = freePort();
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(command(task, port))
            .redirectErrorStream(true)
            .redirectOutput(task.log().toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    CaramelNode node = new CaramelNode(process, port, task.log());
    node.awaitReady();
    node.startSeconds = (System.nanoTime() - began) / 1e9;
    return node;
  }

  private static List<String> command(Task task, int port) {
    List<String> command = new ArrayList<>(List.of(java(), "-Xmx" + task.heap()));
    task.more().stream().filter(one -> one.startsWith("-X")).forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            NodeMain.class.getName(),
            "--server.port=" + port,
            "--spring.datasource.url=" + task.jdbcUrl(),
            "--spring.datasource.username=postgres",
            "--spring.datasource.password=postgres",
            "--caramel.admin-key=" + KEY,
            "--caramel.sugar.url=" + task.sugar(),
            "--caramel.sugar.username=caramel",
            "--caramel.sugar.password=sandbox",
            "--caramel.routes.directory=" + task.routes()));
    task.more().stream().filter(one -> !one.startsWith("-X")).forEach(command::add);
    return command;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private void awaitReady() {
    Awaitility.await("Caramel is ready: " + log)
        .atMost(Duration.ofMinutes(15))
        .pollInterval(Duration.ofMillis(50))
        .until(this::isReady);
  }

  private boolean isReady() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("Caramel ended: see " + log);
    }
    try {
      return http.send(request("/actuator/health/readiness").build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      // Not there yet, or so busy that it let go of the line: asked again while it lives.
      return false;
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  JsonNode get(String path) {
    return send(request(path).build());
  }

  JsonNode post(String path) {
    return send(request(path).POST(BodyPublishers.noBody()).build());
  }

  JsonNode post(String path, String body) {
    return send(request(path, body, "POST"));
  }

  JsonNode put(String path, String body) {
    return send(request(path, body, "PUT"));
  }

  private HttpRequest request(String path, String body, String method) {
    return request(path)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path))
        .header("Authorization", "Bearer " + KEY);
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 400) {
        throw new IllegalStateException(request.uri() + ": " + answer.body());
      }
      return json.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts a run, waits for its end, and answers it. */
  JsonNode run(String sync, String order) {
    return awaitEnd(post("/api/syncs/" + sync + "/runs", order).path("id").asText());
  }

  /** Starts a run of a program, waits for its end, and answers it. */
  JsonNode runProgram(String program) {
    return awaitEnd(post("/api/programs/" + program + "/runs").path("id").asText());
  }

  /** Waits for the first run of a sync, which begins by itself. */
  JsonNode firstRun(String sync) {
    return Awaitility.await("the first run of " + sync)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> get("/api/runs?sync=" + sync + "&limit=1").path("runs").path(0),
            run -> run.hasNonNull("endedAt"));
  }

  private JsonNode awaitEnd(String run) {
    JsonNode ended =
        Awaitility.await("the end of run " + run)
            .atMost(LONG)
            .pollInterval(Duration.ofMillis(500))
            .until(() -> get("/api/runs/" + run), now -> now.hasNonNull("endedAt"));
    if (!ended.path("outcome").asText().startsWith("succeeded")) {
      throw new IllegalStateException("the run ended otherwise: " + ended);
    }
    return ended;
  }

  /** Has the node collect all garbage, so that its log tells what lives. */
  void collect() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Processor time that the node has used so far, in seconds. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().map(used -> used.toMillis() / 1000.0).orElse(0.0);
  }

  @Override
  public void close() {
    // Not the process itself: that would close its input, and the node would end without its last
    // words.
    process.toHandle().destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
