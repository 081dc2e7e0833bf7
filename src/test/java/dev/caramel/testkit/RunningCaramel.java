package dev.caramel.testkit;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caramel.Caramel;
import dev.caramel.sandbox.Sandbox;
import dev.caramel.sandbox.SandboxBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The whole program as its users have it, one for each test class: a Sugar sandbox, a database, a
 * routes directory that is empty at first, and Caramel on a free port. Tests write sync files, call
 * the API and look at the answers:
 *
 * <pre>{@code
 * @RegisterExtension static final RunningCaramel caramel = RunningCaramel.withSandbox(s -> s.leads(60));
 * }</pre>
 */
public final class RunningCaramel implements BeforeAllCallback, AfterAllCallback {
  /** The admin key. */
  public static final String KEY = "a-key-for-tests";

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestDatabase database = new TestDatabase();
  private final HttpClient http = HttpClient.newHttpClient();
  private final UnaryOperator<SandboxBuilder> setting;
  private final List<String> arguments = new ArrayList<>();
  private Clock clock = Clock.systemUTC();
  private Sandbox sandbox;
  private Path routes;
  private ConfigurableApplicationContext application;

  private RunningCaramel(UnaryOperator<SandboxBuilder> setting) {
    this.setting = setting;
  }

  /** With a sandbox as the function sets it up. */
  public static RunningCaramel withSandbox(UnaryOperator<SandboxBuilder> setting) {
    return new RunningCaramel(setting);
  }

  /** With a further setting of Caramel. */
  public RunningCaramel with(String setting, Object value) {
    arguments.add("--" + setting + "=" + value);
    return this;
  }

  /** Without a route that begins by itself: its work would come between the steps of a test. */
  public RunningCaramel withoutRoute(String id) {
    return with("camel.main.auto-startup-exclude-pattern", id);
  }

  /** With a clock of the test's, by which Caramel goes. */
  public RunningCaramel at(Clock clock) {
    this.clock = clock;
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    database.beforeAll(context);
    open();
  }

  /** Everything, where no extension of JUnit's begins it, as in a random test of jqwik. */
  public void openAlone() throws IOException {
    database.open();
    open();
  }

  /** Ends what {@link #openAlone} began. */
  public void closeAlone() throws IOException {
    close();
    database.close();
  }

  private void open() throws IOException {
    sandbox = setting.apply(Sandbox.builder()).start();
    routes = Files.createTempDirectory("caramel-routes");
    Files.createDirectories(routes.resolve("syncs"));
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    close();
    database.afterAll(context);
  }

  private void close() throws IOException {
    stop();
    sandbox.close();
    try (Stream<Path> files = Files.walk(routes)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  /** Starts the program (again) on the same database, Sugar and routes. */
  public void start() {
    List<String> all = new ArrayList<>();
    all.add("--server.port=0");
    // Quartz and JMX know programs of one JVM by their names: each is to be one of its own.
    String name = "caramel-" + Integer.toHexString(System.identityHashCode(this));
    all.add("--spring.quartz.scheduler-name=" + name);
    all.add("--camel.main.jmx-management-name-pattern=" + name);
    all.add("--spring.datasource.url=" + database.url());
    all.add("--spring.datasource.username=postgres");
    all.add("--spring.datasource.password=postgres");
    all.add("--caramel.admin-key=" + KEY);
    all.add("--caramel.sugar.url=" + sandbox.url());
    all.add("--caramel.sugar.username=caramel");
    all.add("--caramel.sugar.password=sandbox");
    all.add("--caramel.sugar.policy.busy-delay=50");
    all.add("--caramel.routes.directory=" + routes);
    all.addAll(arguments);
    application =
        new SpringApplicationBuilder(Caramel.class)
            .initializers(
                made -> ((GenericApplicationContext) made).registerBean(Clock.class, () -> clock))
            .run(all.toArray(String[]::new));
  }

  /** Stops the program, as Ctrl-C does. */
  public void stop() {
    application.close();
  }

  /** The Sugar that Caramel speaks to. */
  public Sandbox sandbox() {
    return sandbox;
  }

  /** The database that the program works on. */
  public TestDatabase database() {
    return database;
  }

  /** A client of the database. */
  public JdbcClient jdbc() {
    return database.jdbc();
  }

  /** The routes directory. */
  public Path routes() {
    return routes;
  }

  /** A bean of the program. */
  public <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  // Files

  /**
   * Writes a sync file and waits until its first run has ended.
   *
   * @param definition properties of the definition, as YAML lines without indentation
   * @return the first run
   */
  public JsonNode sync(String id, String definition) {
    write(id, definition);
    await(id + " is loaded and its first run has ended")
        .atMost(LONG)
        .until(() -> !lastRun(id).isMissingNode() && ended(lastRun(id)));
    return lastRun(id);
  }

  /** Writes a sync file without a schedule, by rename as editors do. */
  public void write(String id, String definition) {
    writeFile("syncs/" + id + ".camel.yaml", SyncFile.text(id, definition));
  }

  /** Writes any file of the routes directory. */
  public void writeFile(String path, String text) {
    try {
      Path file = routes.resolve(path);
      Files.createDirectories(file.getParent());
      Path draft = file.resolveSibling(".draft");
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a file of the routes directory. */
  public void deleteFile(String path) {
    try {
      Files.delete(routes.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Runs

  /** Runs a sync and waits for the end. */
  public JsonNode run(String id) {
    return run(id, "{}");
  }

  /** Runs a sync as asked and waits for the end. */
  public JsonNode run(String id, String request) {
    JsonNode started = post("/api/syncs/" + id + "/runs", request);
    String run = started.path("id").asText();
    if (run.isEmpty()) {
      throw new AssertionError("the run did not start: " + started);
    }
    return awaitEnd(run);
  }

  /** Waits until a run has ended. */
  public JsonNode awaitEnd(String run) {
    await("run " + run + " has ended")
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> ended(get("/api/runs/" + run)));
    return get("/api/runs/" + run);
  }

  private static boolean ended(JsonNode run) {
    return run.hasNonNull("outcome") && !run.path("outcome").asText().equals("running");
  }

  /** The last run of a sync; a missing node if there is none. */
  public JsonNode lastRun(String id) {
    return get("/api/runs?sync=" + id + "&limit=1").path("runs").path(0);
  }

  // Members

  /** All members of a list. */
  public List<JsonNode> members(String list) {
    return members(list, false);
  }

  /** All members of a list, the removed ones too if asked. */
  public List<JsonNode> members(String list, boolean removed) {
    List<JsonNode> members = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = get("/api/lists/" + list + "/members?limit=500&removed=" + removed + after);
      page.path("members").forEach(members::add);
      after = page.hasNonNull("next") ? "&after=" + page.path("next").asText() : "";
    } while (!after.isEmpty());
    return members;
  }

  /** The member of a Sugar record, also if it was removed; a missing node if there is none. */
  public JsonNode member(String list, String record) {
    return members(list, true).stream()
        .filter(member -> member.path("record").path("id").asText().equals(record))
        .findFirst()
        .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
  }

  // HTTP

  /** The JSON of a GET. */
  public JsonNode get(String path) {
    return json(send("GET", path, null, Map.of()));
  }

  /** The JSON that a POST answers. */
  public JsonNode post(String path, String body) {
    return json(send("POST", path, body, Map.of()));
  }

  /** Any call with the admin key. */
  public HttpResponse<String> send(
      String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("Authorization", "Bearer " + KEY)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Address of the program. */
  public String url() {
    return "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port");
  }

  /** A value for a query. */
  public static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError("no JSON (" + response.statusCode() + "): " + response.body(), e);
    }
  }
}
