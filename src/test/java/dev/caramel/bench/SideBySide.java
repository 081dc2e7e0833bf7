package dev.caramel.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures Caramel beside the floor and a plain Camel route, in turns, each in a JVM of its own
 * over the same pages of the same sandbox and the same PostgreSQL, and compares what each left
 * behind. See {@code docs/benchmarks.md}.
 */
public final class SideBySide {
  /** Plain text fields, which every contender keeps as Sugar gave them. */
  private static final String END_STATE =
      """
      select count(*) || ' ' || md5(string_agg(
               record_id || '|' || coalesce("values"->>'first_name', '')
                         || '|' || coalesce("values"->>'last_name', '')
                         || '|' || coalesce("values"->>'primary_address_city', '')
                         || '|' || coalesce("values"->>'status', '')
                         || '|' || coalesce("values"->>'bench_001_c', ''),
               E'\\n' order by record_id collate "C"))
        from %s
      """;

  private SideBySide() {}

  /**
   * Measures and prints a table.
   *
   * @param arguments {@code leads=}, {@code rounds=}, {@code columns=}, {@code latency=}
   *     (milliseconds), {@code transform=} and {@code plain=}; all may be left out, and where one
   *     has several values with commas between them, each further value is a case of its own
   * @throws Exception if a contender fails, or two of them end differently
   */
  public static void main(String[] arguments) throws Exception {
    Report report = new Report();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      for (Case measured : Case.of(arguments)) {
        report.print(measured, measure(measured, postgres));
      }
    }
    report.write(Path.of("target", "bench"));
  }

  private static List<Measure> measure(Case measured, EmbeddedPostgres postgres) throws Exception {
    Path folder = Files.createTempDirectory("caramel-bench");
    List<Measure> measures = new ArrayList<>();
    Process sugar = sugar(measured, folder);
    try {
      String url = firstLine(sugar).split(" ")[0];
      for (int round = 0; round <= measured.rounds(); round++) {
        Map<Contender, String> ends = new LinkedHashMap<>();
        for (Contender contender : contenders(measured, round)) {
          String database = "bench_" + contender.table;
          execute(postgres, "create database " + database);
          Contender.Task task =
              new Contender.Task(
                  url, postgres.getJdbcUrl("postgres", database), measured, round == 0, folder);
          List<Measure> taken = contender.run(task, round);
          ends.put(contender, endState(postgres, database, contender.table));
          execute(postgres, "drop database " + database + " with (force)");
          if (round > 0) {
            measures.addAll(taken);
          }
          System.err.println("round " + round + ": " + contender + " " + taken);
        }
        if (ends.values().stream().distinct().count() > 1) {
          throw new IllegalStateException("the contenders left different lists: " + ends);
        }
      }
    } finally {
      sugar.getOutputStream().close();
      sugar.waitFor();
    }
    return measures;
  }

  /** In turns: who was first is second in the next round. */
  private static List<Contender> contenders(Case measured, int round) {
    List<Contender> contenders =
        new ArrayList<>(
            round % 2 == 0
                ? List.of(Contender.FLOOR, Contender.CARAMEL)
                : List.of(Contender.CARAMEL, Contender.FLOOR));
    if (measured.plain()) {
      contenders.add(Contender.PLAIN);
    }
    return contenders;
  }

  private static Process sugar(Case measured, Path folder) throws IOException {
    return new ProcessBuilder(
            Contender.java(),
            "-Xmx8g",
            "-cp",
            System.getProperty("java.class.path"),
            PreparedSugar.class.getName(),
            Integer.toString(measured.leads()),
            Integer.toString(measured.latency()),
            Integer.toString(measured.further()))
        .redirectError(folder.resolve("sugar.log").toFile())
        .start();
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("http")) {
        return line;
      }
    }
    throw new IOException("the sandbox did not start");
  }

  private static void execute(EmbeddedPostgres postgres, String statement) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private static String endState(EmbeddedPostgres postgres, String database, String table)
      throws SQLException {
    try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(END_STATE.formatted(table))) {
      row.next();
      return row.getString(1);
    }
  }
}
