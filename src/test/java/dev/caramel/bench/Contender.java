package dev.caramel.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One contender of a comparison: it runs in a JVM of its own, over a database of its own. */
enum Contender {
  FLOOR("floor_member"),
  CARAMEL("member"),
  PLAIN("plain_member");

  /** The table in which its members are found afterwards. */
  final String table;

  Contender(String table) {
    this.table = table;
  }

  /**
   * What one contender has to work with.
   *
   * @param sugar Sugar's address
   * @param jdbcUrl an empty database
   * @param measured what is measured
   * @param pages whether this round only makes the pages: then each is asked for once
   * @param folder folder for its logs
   */
  record Task(String sugar, String jdbcUrl, Case measured, boolean pages, Path folder) {}

  /** Runs it to its end. */
  List<Measure> run(Task task, int round) throws IOException, InterruptedException, SQLException {
    Path gc = task.folder().resolve("gc.log");
    Files.deleteIfExists(gc);
    List<Phase> phases = this == CARAMEL ? new CaramelProcess(task, gc).run() : simple(task, gc);
    GcLog log = new GcLog(gc);
    return phases.stream()
        .map(
            phase ->
                new Measure(
                    this,
                    round,
                    phase,
                    log.peakMib(phase),
                    log.liveMib(phase),
                    log.bytesPerRecord(phase)))
        .toList();
  }

  private List<Phase> simple(Task task, Path gc) throws IOException, InterruptedException {
    Class<?> program = this == FLOOR ? Floor.class : PlainRoute.class;
    Process process =
        new ProcessBuilder(
                java(),
                "-Xmx256m",
                GcLog.option(gc),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                task.sugar(),
                task.jdbcUrl(),
                // As Caramel asks, so that both read the very same pages.
                "id,date_modified," + BenchRoutes.fields(task.measured()),
                task.pages() ? "1" : "2")
            .redirectError(task.folder().resolve(name() + ".log").toFile())
            .start();
    List<Phase> phases = new ArrayList<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("phase ")) {
          phases.add(Phase.read(line));
        }
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException(this + " failed: see " + task.folder());
    }
    return phases;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
