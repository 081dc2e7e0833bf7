package dev.caramel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The figures of a comparison, as tables, as CSV and as pictures. */
final class Report {
  private static final String HEAD =
      "leads,columns,latency_ms,transform,contender,phase,rounds,"
          + "least_per_second,median_per_second,most_per_second,compared_with,"
          + "least_ratio,median_ratio,most_ratio,peak_heap_mib,live_heap_mib,bytes_per_record\n";

  private final StringBuilder csv = new StringBuilder(HEAD);
  private final List<Row> rows = new ArrayList<>();

  /** Least, median and most of some figures. */
  record Spread(double least, double median, double most) {
    static Spread of(List<Double> figures) {
      double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return sorted.length == 0
          ? new Spread(0, 0, 0)
          : new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }
  }

  /**
   * What one contender did in one phase, over all rounds.
   *
   * @param speed records a second
   * @param with what its time is compared with: the floor's same phase; a pull of changes is
   *     compared with the contender's own full pull
   * @param ratio its time, divided by that, round by round
   */
  record Row(
      Case measured,
      Contender contender,
      String phase,
      int rounds,
      Spread speed,
      String with,
      Spread ratio,
      int peak,
      int live,
      double bytes) {
    String name() {
      return contender.name().toLowerCase(Locale.ROOT);
    }
  }

  /** Prints the table of a case, and keeps it. */
  void print(Case measured, List<Measure> measures) {
    System.out.printf(
        "%n%s; %d cores, heap of 256 MiB, %d rounds%n",
        measured.title(), Runtime.getRuntime().availableProcessors(), measured.rounds());
    System.out.printf(
        "%-8s %-8s %27s  %-6s %-10s %17s %9s %9s %11s%n",
        "",
        "",
        "records/s least/median/most",
        "time /",
        "",
        "least/median/most",
        "peak MiB",
        "live MiB",
        "bytes/rec.");
    for (String phase : List.of("first", "again", "changes")) {
      for (Contender contender : Contender.values()) {
        List<Measure> of = of(measures, contender, phase);
        if (!of.isEmpty()) {
          Row row = row(measured, measures, of);
          rows.add(row);
          print(row);
          keep(row);
        }
      }
    }
  }

  private static Row row(Case measured, List<Measure> measures, List<Measure> of) {
    Contender contender = of.get(0).contender();
    String phase = of.get(0).phase().name();
    boolean changes = phase.equals("changes");
    List<Measure> others =
        of(measures, changes ? contender : Contender.FLOOR, changes ? "again" : phase);
    List<Double> ratios =
        of.stream()
            .flatMap(
                one ->
                    others.stream()
                        .filter(other -> other.round() == one.round())
                        .map(other -> one.phase().seconds() / other.phase().seconds()))
            .toList();
    return new Row(
        measured,
        contender,
        phase,
        of.size(),
        Spread.of(of.stream().map(Measure::recordsPerSecond).toList()),
        changes ? "full pull" : "floor",
        Spread.of(ratios),
        most(of, Measure::peakMib),
        most(of, Measure::liveMib),
        of.stream().mapToDouble(Measure::bytesPerRecord).average().orElse(0));
  }

  private static int most(List<Measure> of, ToDoubleFunction<Measure> figure) {
    return (int) of.stream().mapToDouble(figure).max().orElse(0);
  }

  private static List<Measure> of(List<Measure> measures, Contender contender, String phase) {
    return measures.stream()
        .filter(one -> one.contender() == contender && one.phase().name().equals(phase))
        .toList();
  }

  private static void print(Row row) {
    System.out.printf(
        Locale.ROOT,
        "%-8s %-8s %,8.0f %,8.0f %,8.0f   %-17s %5.3f %5.3f %5.3f %9d %9d %,11.0f%n",
        row.name(),
        row.phase,
        row.speed.least,
        row.speed.median,
        row.speed.most,
        row.with,
        row.ratio.least,
        row.ratio.median,
        row.ratio.most,
        row.peak,
        row.live,
        row.bytes);
  }

  private void keep(Row row) {
    csv.append(
        String.format(
            Locale.ROOT,
            "%d,%d,%d,%s,%s,%s,%d,%.0f,%.0f,%.0f,%s,%.3f,%.3f,%.3f,%d,%d,%.0f%n",
            row.measured.leads(),
            row.measured.columns(),
            row.measured.latency(),
            row.measured.transform(),
            row.name(),
            row.phase,
            row.rounds,
            row.speed.least,
            row.speed.median,
            row.speed.most,
            row.with,
            row.ratio.least,
            row.ratio.median,
            row.ratio.most,
            row.peak,
            row.live,
            row.bytes));
  }

  /** Writes {@code pull.csv} and the pictures into a folder. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("pull.csv"), csv);
    Pictures.draw(rows, folder);
  }
}
