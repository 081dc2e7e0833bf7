package dev.caramel.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Draws how long each contender took, with the floor as the measure. */
final class Pictures {
  private Pictures() {}

  /** Writes {@code pull.png} (time / floor) and {@code pull-speed.png} (records a second). */
  static void draw(List<Report.Row> rows, Path folder) throws IOException {
    List<Report.Row> full = rows.stream().filter(row -> !row.phase().equals("changes")).toList();
    chart(full, "Pull: time / floor's time (median)", true, folder.resolve("pull.png"));
    chart(full, "Pull: records a second (median)", false, folder.resolve("pull-speed.png"));
  }

  private static void chart(List<Report.Row> rows, String title, boolean ratio, Path file)
      throws IOException {
    CategoryChart chart = new CategoryChartBuilder().width(1200).height(480).title(title).build();
    chart.getStyler().setXAxisLabelRotation(20);
    Set<String> categories = new LinkedHashSet<>();
    rows.forEach(row -> categories.add(category(row)));
    for (Contender contender : Contender.values()) {
      List<@Nullable Double> figures = new ArrayList<>();
      for (String category : categories) {
        figures.add(
            rows.stream()
                .filter(row -> row.contender() == contender && category(row).equals(category))
                .map(row -> ratio ? row.ratio().median() : row.speed().median())
                .findFirst()
                .orElse(null));
      }
      if (figures.stream().anyMatch(figure -> figure != null)) {
        chart.addSeries(
            contender.name().toLowerCase(java.util.Locale.ROOT), List.copyOf(categories), figures);
      }
    }
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }

  private static String category(Report.Row row) {
    return row.phase() + ": " + row.measured().shortTitle();
  }
}
