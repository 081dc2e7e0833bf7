package dev.caramel.testkit;

import static org.awaitility.Awaitility.await;

import dev.caramel.sandbox.Sandbox;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A node of Caramel in a JVM of its own, so that it can be killed and stopped as an operator may.
 */
public final class NodeProcess implements AutoCloseable {
  private static final String KEY = "a-key-for-tests";
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Duration START = Duration.ofSeconds(180);

  private final Process process;
  private final Path log;
  private final Thread ender;
  private final HttpClient http = HttpClient.newHttpClient();

  private NodeProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.ender = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(ender);
  }

  /** Starts a node and does not wait until it is ready. */
  public static NodeProcess start(
      TestDatabase database, Sandbox sugar, Path routes, String... settings) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                NodeMain.class.getName(),
                "--server.port=0",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres",
                "--caramel.admin-key=" + KEY,
                "--caramel.sugar.url=" + sugar.url(),
                "--caramel.sugar.username=caramel",
                "--caramel.sugar.password=sandbox",
                "--caramel.routes.directory=" + routes));
    command.addAll(Arrays.asList(settings));
    try {
      Path log = Files.createTempFile("caramel-node", ".log");
      return new NodeProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start(),
          log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty entry, as the build leaves at the end, would be the folder of the project itself. */
  private static String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Waits until the node serves calls. */
  public NodeProcess awaitReady() {
    await("the node is ready")
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("the node ended: " + said());
              }
              return port() > 0 && status("/actuator/health/readiness") == 200;
            });
    return this;
  }

  /** Kills the node as kill -9 does, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops the node in its tracks (SIGSTOP). */
  public void stop() {
    signal("STOP");
  }

  /** Lets it go on (SIGCONT). */
  public void goOn() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int status =
          new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill -" + name + " ended with " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Everything that the node logged so far. */
  public String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers a POST with the admin key. */
  public String post(String path, String body) {
    return send(HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build())
        .body();
  }

  private int status(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET().build()).statusCode();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  private int port() {
    Matcher found = PORT.matcher(said());
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(ender);
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
