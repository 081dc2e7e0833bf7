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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures Caramel beside the floor and a plain Camel route, in turns, each in a JVM of its own
 * over the same pages of the same sandbox and the same PostgreSQL, and compares what each left
 * behind. See {@code docs/benchmarks.md}.
 */
public final class SideBySide {
  private static final Pattern COLUMN = Pattern.compile("^ {10}[^:]+: ([a-z0-9_]+)$");

  /** Plain text fields, which every contender keeps as Sugar gave them. */
  private static final String END_STATE =
      """
      select count(*) || ' ' || md5(string_agg(
               record_id || '|' || coalesce("values"->>'first_name', '')
                         || '|' || coalesce("values"->>'last_name', '')
                         || '|' || coalesce("values"->>'primary_address_city', '')
                         || '|' || coalesce("values"->>'status', ''),
               E'\\n' order by record_id collate "C"))
        from %s
      """;

  private SideBySide() {}

  /**
   * Measures and prints a table.
   *
   * @param arguments {@code leads=}, {@code rounds=}, {@code latency=} (milliseconds) and {@code
   *     plain=} (whether the plain route takes part); all may be left out
   * @throws Exception if a contender fails, or two of them end differently
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> settings = settings(arguments);
    int leads = Integer.parseInt(settings.get("leads"));
    int rounds = Integer.parseInt(settings.get("rounds"));
    Path folder = Files.createTempDirectory("caramel-bench");
    List<Measure> measures = new ArrayList<>();
    Process sugar = sugar(settings, folder);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String url = firstLine(sugar).split(" ")[0];
      // Round 0 makes the pages and is not counted.
      for (int round = 0; round <= rounds; round++) {
        Map<Contender, String> ends = new LinkedHashMap<>();
        for (Contender contender : contenders(settings, round)) {
          String database = "bench_" + round + "_" + contender.table;
          execute(postgres, "create database " + database);
          Contender.Task task =
              new Contender.Task(url, postgres.getJdbcUrl("postgres", database), fields(), folder);
          List<Measure> measured = contender.run(task);
          ends.put(contender, endState(postgres, database, contender.table));
          execute(postgres, "drop database " + database + " with (force)");
          if (round > 0) {
            measures.addAll(measured);
          }
          System.err.println("round " + round + ": " + contender + " " + measured);
        }
        if (ends.values().stream().distinct().count() > 1) {
          throw new IllegalStateException("the contenders left different lists: " + ends);
        }
      }
    } finally {
      sugar.getOutputStream().close();
      sugar.waitFor();
    }
    new Report(leads, measures).write(Path.of("target", "bench"));
  }

  private static Map<String, String> settings(String[] arguments) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("leads", "100000");
    settings.put("rounds", "3");
    settings.put("latency", "0");
    settings.put("plain", "true");
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (parts.length != 2 || !settings.containsKey(parts[0])) {
        throw new IllegalArgumentException(
            "unknown argument " + argument + "; there are " + settings.keySet());
      }
      settings.put(parts[0], parts[1]);
    }
    return settings;
  }

  private static List<Contender> contenders(Map<String, String> settings, int round) {
    if (Boolean.parseBoolean(settings.get("plain"))) {
      return round % 2 == 0
          ? List.of(Contender.FLOOR, Contender.CARAMEL, Contender.PLAIN)
          : List.of(Contender.CARAMEL, Contender.FLOOR, Contender.PLAIN);
    }
    return round % 2 == 0
        ? List.of(Contender.FLOOR, Contender.CARAMEL)
        : List.of(Contender.CARAMEL, Contender.FLOOR);
  }

  private static Process sugar(Map<String, String> settings, Path folder) throws IOException {
    return new ProcessBuilder(
            Contender.java(),
            "-Xmx6g",
            "-cp",
            System.getProperty("java.class.path"),
            PreparedSugar.class.getName(),
            settings.get("leads"),
            settings.get("latency"))
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

  /** Fields of the shipped sync, in its order. */
  private static String fields() throws IOException {
    List<String> fields = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("routes/syncs/all-sugar-leads.camel.yaml"))) {
      Matcher column = COLUMN.matcher(line);
      if (line.strip().equals("pull:")) {
        break;
      }
      if (column.matches()) {
        fields.add(column.group(1));
      }
    }
    return String.join(",", fields);
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
