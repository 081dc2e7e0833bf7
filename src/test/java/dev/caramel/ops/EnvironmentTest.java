package dev.caramel.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.Caramel;
import dev.caramel.sandbox.Sandbox;
import dev.caramel.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Caramel as ops starts it: a process that is told all it needs by its environment and by files.
 */
class EnvironmentTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final String KEY = "key-from-the-environment";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void settingsComeFromTheEnvironmentAndSecretsFromFiles(@TempDir Path folder) throws Exception {
    Path secrets = Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("caramel.sugar.password"), "sandbox\n");
    Files.writeString(secrets.resolve("spring.datasource.password"), "postgres\n");
    Path log = folder.resolve("log");
    try (Sandbox sugar = Sandbox.builder().leads(2).start()) {
      Process process =
          start(
              log,
              Map.of(
                  "CARAMEL_SUGAR_URL",
                  sugar.url(),
                  "CARAMEL_SUGAR_USERNAME",
                  "caramel",
                  "CARAMEL_SUGAR_CONNECTIONS_OTHER_URL",
                  sugar.url(),
                  "CARAMEL_SUGAR_CONNECTIONS_OTHER_USERNAME",
                  "east",
                  "CARAMEL_SUGAR_CONNECTIONS_OTHER_PASSWORD",
                  "sandbox",
                  "CARAMEL_ADMIN_KEY",
                  KEY,
                  "CARAMEL_ROUTES_DIRECTORY",
                  folder.resolve("routes").toString(),
                  "SPRING_DATASOURCE_URL",
                  DATABASE.url(),
                  "SPRING_DATASOURCE_USERNAME",
                  "postgres",
                  "SPRING_CONFIG_IMPORT",
                  "configtree:" + secrets + "/"));
      try {
        await()
            .atMost(Duration.ofSeconds(90))
            .until(() -> port(log).isPresent() || !process.isAlive());
        assertThat(port(log)).as(Files.readString(log)).isPresent();

        assertThat(test(port(log).get(), "")).isEqualTo("Logged in as caramel");
        assertThat(test(port(log).get(), "?connection=other")).isEqualTo("Logged in as east");
        assertThat(Files.readString(log)).doesNotContain(KEY);
      } finally {
        process.destroy();
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Process start(Path log, Map<String, String> environment) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Caramel.class.getName(),
            "--server.port=0");
    java.environment().keySet().removeIf(name -> name.matches("(CARAMEL|SPRING|SERVER)_.*"));
    java.environment().putAll(environment);
    return java.directory(log.getParent().toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static Optional<String> port(Path log) throws IOException {
    Matcher matcher = PORT.matcher(Files.readString(log));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** What the step "login" of the test of a connection says. */
  private String test(String port, String query) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/sugar/test" + query))
            .header("Authorization", "Bearer " + KEY)
            .build();
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> login(http.send(request, BodyHandlers.ofString()).body()),
            said -> !said.isEmpty());
  }

  private static String login(String body) throws IOException {
    for (JsonNode step : JSON.readTree(body).path("steps")) {
      if (step.path("name").asText().equals("login")) {
        return step.path("detail").asText();
      }
    }
    return "";
  }
}
