package dev.caramel.sync.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caramel.testkit.RunningCaramel;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** Writes maintenance programs of a test, and runs them over the API. */
final class Maintained {
  /** A step of the engineer's own that goes on when {@link #lock} lets it. */
  static final String WAITS =
      """
                - setBody:
                    expression:
                      constant:
                        expression: "select pg_advisory_xact_lock(4711)"
                - to:
                    uri: jdbc:dataSource
        """;

  private static final Duration LONG = Duration.ofSeconds(60);

  private final RunningCaramel caramel;

  Maintained(RunningCaramel caramel) {
    this.caramel = caramel;
  }

  /** Text of a program without a schedule. */
  static String text(String id, String... steps) {
    return text(id, "direct:" + id, "", steps);
  }

  /** Text of a program that Quartz starts. */
  static String scheduled(String id, String cron, String... steps) {
    return text(
        id,
        "quartz:program/" + id,
        """
              parameters:
                cron: "%s"
        """
            .formatted(cron),
        steps);
  }

  private static String text(String id, String from, String parameters, String... steps) {
    return """
        - route:
            id: %s
            description: A program of a test
            from:
              uri: %s
        %s      steps:
        %s"""
        .formatted(id, from, parameters, String.join("", steps));
  }

  /** A step. */
  static String step(String kamelet, String name, String parameters) {
    return """
                - to:
                    uri: kamelet:%s/%s
                    parameters:
        %s"""
        .formatted(kamelet, name, parameters.strip().indent(14));
  }

  /** Writes a program and waits until it is loaded. */
  void write(String id, String... steps) {
    writeText(id, text(id, steps));
  }

  void writeText(String id, String text) {
    String before = get(id).path("loadedAt").asText();
    caramel.writeFile("programs/" + id + ".camel.yaml", text);
    Awaitility.await(id + " is loaded")
        .atMost(LONG)
        .until(
            () ->
                get(id).hasNonNull("loadedAt")
                    && !get(id).path("loadedAt").asText().equals(before));
  }

  /** Writes a program that is refused, and gives its mistakes. */
  List<String> refused(String id, String text) {
    caramel.writeFile("programs/" + id + ".camel.yaml", text);
    Awaitility.await(id + " is refused")
        .atMost(LONG)
        .until(() -> get(id).path("errors").size() > 0);
    return errors(id);
  }

  /** Mistakes as line and message. */
  List<String> errors(String id) {
    return get(id).path("errors").findParents("message").stream()
        .map(one -> one.path("line").asText() + ": " + one.path("message").asText())
        .toList();
  }

  JsonNode get(String id) {
    return caramel.get("/api/programs/" + id);
  }

  /** Runs a program and waits for its end. */
  JsonNode run(String id) {
    return run(id, "{}");
  }

  JsonNode run(String id, String order) {
    JsonNode started = caramel.post("/api/programs/" + id + "/runs", order);
    if (!started.has("id")) {
      throw new AssertionError("the run did not start: " + started);
    }
    return caramel.awaitEnd(started.path("id").asText());
  }

  JsonNode lastRun(String id) {
    return caramel.get("/api/runs?program=" + id + "&limit=1").path("runs").path(0);
  }

  /** A value of the only member with that address. */
  JsonNode value(String list, String email, String column) {
    return member(list, email).path("columns").path(column);
  }

  JsonNode member(String list, String email) {
    return caramel
        .get("/api/lists/" + list + "/members?removed=true&email=" + RunningCaramel.encoded(email))
        .path("members")
        .path(0);
  }

  /** A step that adds one to a column. */
  static String plus(String name, String list, String column) {
    return step("change-field-value", name, "list: " + list + "\ncolumn: " + column + "\nplus: 1");
  }

  /** Keeps {@link #WAITS} from going on until it is closed. */
  Connection lock() throws Exception {
    Connection connection = caramel.bean(DataSource.class).getConnection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_xact_lock(4711)");
    }
    return connection;
  }
}
