package dev.caramel.bench.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of figures: printed line by line as they come, and kept as CSV. */
final class Table {
  private static final int WIDTH = 14;

  private final Path file;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param name name of the file below {@code target/bench}
   * @param columns what is measured, units included
   */
  Table(String name, String... columns) {
    this.file = Path.of("target", "bench", name + ".csv");
    System.out.println(machine());
    add((Object[]) columns);
  }

  /** Adds a row; fractions get two digits. */
  void add(Object... values) {
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      texts.add(
          value instanceof Double || value instanceof Float
              ? String.format(Locale.ROOT, "%.2f", ((Number) value).doubleValue())
              : String.valueOf(value));
    }
    lines.add(String.join(",", texts));
    StringBuilder line = new StringBuilder();
    texts.forEach(text -> line.append(text).append(" ".repeat(Math.max(1, WIDTH - text.length()))));
    System.out.println(line.toString().stripTrailing());
    write();
  }

  private void write() {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String machine() {
    return String.format(
        Locale.ROOT,
        "%d cores, Java %s, %s; load %.1f",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        System.getProperty("os.name"),
        java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
