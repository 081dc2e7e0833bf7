package dev.caramel.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.sandbox.Sandbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * Pulls leads for the first time with Caramel in a process of its own under {@code -Xmx256m}, and
 * prints how long that took and the peak of its heap. See {@code src/test/scripts/first-pull.sh}.
 */
public final class FirstPull {
  private static final Pattern HEAP = Pattern.compile("(\\d+)M->(\\d+)M\\(");

  private FirstPull() {}

  /**
   * Measures once.
   *
   * @param arguments number of leads, 200,000 if it is not given
   * @throws Exception if a part does not start or the run fails
   */
  public static void main(String[] arguments) throws Exception {
    int leads = arguments.length == 0 ? 200_000 : Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("caramel-first-pull");
    Path routes = Files.createDirectories(folder.resolve("routes/syncs")).getParent();
    Files.copy(
        Path.of("routes/syncs/all-sugar-leads.camel.yaml"),
        routes.resolve("syncs/all-sugar-leads.camel.yaml"));
    try (Sandbox sandbox = Sandbox.builder().leads(leads).start();
        EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      int port = freePort();
      Process caramel = caramel(folder, port, sandbox, postgres);
      try {
        report(await(caramel, port), folder.resolve("gc.log"));
      } finally {
        caramel.destroy();
        caramel.waitFor();
      }
    }
  }

  private static Process caramel(Path folder, int port, Sandbox sandbox, EmbeddedPostgres postgres)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Xlog:gc:file=" + folder.resolve("gc.log"),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.caramel.Caramel",
            "--server.port=" + port,
            "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
            "--spring.datasource.username=postgres",
            "--spring.datasource.password=postgres",
            "--caramel.admin-key=bench",
            "--caramel.sugar.url=" + sandbox.url(),
            "--caramel.sugar.username=caramel",
            "--caramel.sugar.password=sandbox",
            "--caramel.routes.directory=" + folder.resolve("routes"))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("caramel.log").toFile())
        .start();
  }

  private static JsonNode await(Process caramel, int port) {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/runs?limit=1"))
            .header("Authorization", "Bearer bench")
            .build();
    return Awaitility.await()
        .atMost(Duration.ofMinutes(30))
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsMatching(failure -> failure instanceof IOException && caramel.isAlive())
        .until(
            () ->
                new ObjectMapper()
                    .readTree(http.send(request, BodyHandlers.ofString()).body())
                    .path("runs")
                    .path(0),
            run -> run.hasNonNull("endedAt"));
  }

  private static void report(JsonNode run, Path gc) throws IOException {
    int peak = 0;
    int live = 0;
    Matcher heap = HEAP.matcher(Files.readString(gc));
    while (heap.find()) {
      peak = Math.max(peak, Integer.parseInt(heap.group(1)));
      live = Math.max(live, Integer.parseInt(heap.group(2)));
    }
    Duration took =
        Duration.between(
            Instant.parse(run.path("startedAt").asText()),
            Instant.parse(run.path("endedAt").asText()));
    long read = run.path("counts").path("read").asLong();
    System.out.printf(
        "%s: %,d records in %.1f s, %,d a second; heap at most %d MiB, %d MiB after collection%n",
        run.path("outcome").asText(),
        read,
        took.toMillis() / 1000.0,
        read * 1000 / Math.max(1, took.toMillis()),
        peak,
        live);
    if (run.hasNonNull("cause")) {
      System.out.println(run.path("cause").asText());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
