package dev.caramel.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Caramel as it is shipped, with its real routes and the shipped sync of all leads. */
final class CaramelProcess {
  private static final String ENDED =
      """
      select * from run where id >= ? and ended_at is not null order by id desc limit 1
      """;
  private static final int CHANGES = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String SYNC = BenchRoutes.SYNC;

  private final Contender.Task task;
  private final Path gc;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final Instant started = Instant.now();
  private boolean begun;

  CaramelProcess(Contender.Task task, Path gc) throws IOException {
    this.task = task;
    this.gc = gc;
    try (ServerSocket socket = new ServerSocket(0)) {
      this.port = socket.getLocalPort();
    }
  }

  /**
   * The first pull, a full one that finds nothing changed, and some by date, each behind a change
   * of one lead in a thousand.
   */
  List<Phase> run() throws IOException, InterruptedException, SQLException {
    Process process = start();
    try {
      List<Phase> phases = new ArrayList<>();
      phases.add(await("first", process, 0));
      // Known records are asked for in other pages than unknown ones.
      phases.add(await("again", process, post("{\"full\":true}")));
      if (!task.pages()) {
        // The first of them also pays for code that Java has not compiled yet.
        for (int pull = 0; pull < CHANGES; pull++) {
          phases.add(changes(process));
        }
      }
      return phases;
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  /** Everybody whom Sugar says to have changed must be an update, else the pull was wrong. */
  private Phase changes(Process process) throws IOException, InterruptedException, SQLException {
    HttpRequest change =
        HttpRequest.newBuilder(URI.create(task.sugar() + PreparedSugar.CHANGE))
            .POST(BodyPublishers.noBody())
            .build();
    long changed = Long.parseLong(http.send(change, BodyHandlers.ofString()).body().strip());
    long run = post("{}");
    Phase phase = await("changes", process, run);
    try (Connection database = DriverManager.getConnection(task.jdbcUrl(), "postgres", "postgres");
        Statement sql = database.createStatement();
        ResultSet row = sql.executeQuery("select updated, mode from run where id = " + run)) {
      row.next();
      if (row.getLong(1) != changed || !row.getString(2).equals("changes")) {
        throw new IllegalStateException(
            changed + " leads were changed, but Caramel updated " + row.getLong(1));
      }
    }
    return phase;
  }

  private Process start() throws IOException {
    Path routes = BenchRoutes.write(task.measured(), task.folder());
    return new ProcessBuilder(
            Contender.java(),
            "-Xmx256m",
            GcLog.option(gc),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.caramel.Caramel",
            "--server.port=" + port,
            "--spring.datasource.url=" + task.jdbcUrl(),
            "--spring.datasource.username=postgres",
            "--spring.datasource.password=postgres",
            "--caramel.admin-key=bench",
            "--caramel.sugar.url=" + task.sugar(),
            "--caramel.sugar.username=caramel",
            "--caramel.sugar.password=sandbox",
            "--caramel.routes.directory=" + routes)
        .redirectErrorStream(true)
        .redirectOutput(task.folder().resolve("CARAMEL.log").toFile())
        .start();
  }

  private long post(String body) throws IOException, InterruptedException {
    HttpRequest request =
        request("/api/syncs/" + SYNC + "/runs")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return json.readTree(http.send(request, BodyHandlers.ofString()).body()).path("id").asLong();
  }

  /** Waits for the end of a run, the newest one if none is named. */
  private Phase await(String name, Process process, long run)
      throws SQLException, InterruptedException {
    try (Connection database =
        DriverManager.getConnection(task.jdbcUrl(), "postgres", "postgres")) {
      return Awaitility.await()
          .atMost(Duration.ofMinutes(30))
          .pollInterval(Duration.ofMillis(250))
          .until(
              () -> {
                if (!process.isAlive()) {
                  throw new IOException("Caramel ended: see " + task.folder());
                }
                if (!begun && Instant.now().isAfter(started.plus(PATIENCE))) {
                  throw new IOException("Caramel began no run: see " + task.folder());
                }
                return ended(name, database, run);
              },
              Objects::nonNull);
    }
  }

  private @Nullable Phase ended(String name, Connection database, long run) throws SQLException {
    try (PreparedStatement migrated =
            database.prepareStatement("select to_regclass('public.run') is not null");
        ResultSet there = migrated.executeQuery()) {
      there.next();
      if (!there.getBoolean(1)) {
        return null;
      }
    }
    if (!begun) {
      try (Statement any = database.createStatement();
          ResultSet row = any.executeQuery("select exists (select from run)")) {
        row.next();
        begun = row.getBoolean(1);
      }
    }
    try (PreparedStatement query = database.prepareStatement(ENDED)) {
      query.setLong(1, run);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        if (!row.getString("outcome").startsWith("succeeded")) {
          throw new IllegalStateException("Caramel's run ended as " + row.getString("cause"));
        }
        return new Phase(
            name,
            row.getTimestamp("started_at").getTime(),
            row.getTimestamp("ended_at").getTime(),
            row.getLong("read"));
      }
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer bench");
  }
}
