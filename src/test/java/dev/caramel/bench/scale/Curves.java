package dev.caramel.bench.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/**
 * Draws how the cost of one thing among many changes with how many there are, both on logarithmic
 * axes: a level line is a cost that grows in proportion, one that falls is a fixed cost.
 */
final class Curves {
  private final String name;
  private final XYChart chart;
  private final Map<String, List<double[]>> points = new LinkedHashMap<>();

  /**
   * @param name name of the file below {@code target/bench}
   * @param size what grows
   * @param cost what is measured, its unit included
   */
  Curves(String name, String size, String cost) {
    this.name = name;
    this.chart =
        new XYChartBuilder().width(1000).height(560).xAxisTitle(size).yAxisTitle(cost).build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
  }

  /** Adds a point to a curve. */
  void add(String curve, double size, double cost) {
    points.computeIfAbsent(curve, none -> new ArrayList<>()).add(new double[] {size, cost});
  }

  /** Writes the picture. */
  void draw() throws IOException {
    points.forEach(
        (curve, drawn) ->
            chart.addSeries(
                curve,
                drawn.stream().mapToDouble(point -> point[0]).toArray(),
                drawn.stream().mapToDouble(point -> point[1]).toArray()));
    Path file = Files.createDirectories(Path.of("target", "bench")).resolve(name + ".png");
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }
}
