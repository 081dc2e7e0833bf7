package dev.caramel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** The figures of a comparison, as a table, as CSV and as a picture. */
final class Report {
  private static final String HEAD =
      "contender,phase,records,least_per_second,median_per_second,most_per_second,"
          + "median_time_to_floor,peak_heap_mib,bytes_per_record";

  private final int leads;
  private final List<Measure> measures;

  Report(int leads, List<Measure> measures) {
    this.leads = leads;
    this.measures = measures;
  }

  private record Row(
      Contender contender,
      String phase,
      double least,
      double median,
      double most,
      double toFloor,
      int peak,
      double bytes) {}

  /** Prints the table and writes {@code pull.csv} and {@code pull.png} into a folder. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Row> rows = rows();
    StringBuilder csv = new StringBuilder(HEAD).append('\n');
    System.out.printf(
        "%,d leads, %d cores, heap of 256 MiB%n",
        leads, Runtime.getRuntime().availableProcessors());
    System.out.printf(
        "%-8s %-6s %28s %14s %10s %13s%n",
        "", "", "records/s min/median/max", "time / floor", "peak MiB", "bytes/record");
    for (Row row : rows) {
      System.out.printf(
          "%-8s %-6s %,10.0f %,8.0f %,8.0f %14.2f %10d %,13.0f%n",
          row.contender.name().toLowerCase(Locale.ROOT),
          row.phase,
          row.least,
          row.median,
          row.most,
          row.toFloor,
          row.peak,
          row.bytes);
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%d,%.0f,%.0f,%.0f,%.3f,%d,%.0f%n",
              row.contender.name().toLowerCase(Locale.ROOT),
              row.phase,
              leads,
              row.least,
              row.median,
              row.most,
              row.toFloor,
              row.peak,
              row.bytes));
    }
    Files.writeString(folder.resolve("pull.csv"), csv);
    picture(rows, folder.resolve("pull.png"));
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String phase : List.of("first", "again")) {
      double floor = median(Contender.FLOOR, phase);
      for (Contender contender : Contender.values()) {
        List<Measure> of = of(contender, phase);
        if (!of.isEmpty()) {
          double[] speeds = of.stream().mapToDouble(Measure::recordsPerSecond).sorted().toArray();
          rows.add(
              new Row(
                  contender,
                  phase,
                  speeds[0],
                  speeds[speeds.length / 2],
                  speeds[speeds.length - 1],
                  floor / speeds[speeds.length / 2],
                  of.stream().mapToInt(Measure::peakMib).max().orElse(0),
                  of.stream().mapToDouble(Measure::bytesPerRecord).average().orElse(0)));
        }
      }
    }
    return rows;
  }

  private List<Measure> of(Contender contender, String phase) {
    return measures.stream()
        .filter(one -> one.contender() == contender && one.phase().name().equals(phase))
        .sorted(Comparator.comparingDouble(Measure::recordsPerSecond))
        .toList();
  }

  private double median(Contender contender, String phase) {
    List<Measure> of = of(contender, phase);
    return of.isEmpty() ? 0 : of.get(of.size() / 2).recordsPerSecond();
  }

  private static void picture(List<Row> rows, Path file) throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(900)
            .height(420)
            .title("Pull: records a second (median)")
            .build();
    for (Contender contender : Contender.values()) {
      List<Row> of = rows.stream().filter(row -> row.contender == contender).toList();
      if (!of.isEmpty()) {
        chart.addSeries(
            contender.name().toLowerCase(Locale.ROOT),
            of.stream().map(Row::phase).toList(),
            of.stream().map(Row::median).toList());
      }
    }
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }
}
