package org.opencadc.sessionindex.scale.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How many changes are visible after how long. */
final class VisiblePlot implements Plot {
  private static final int POINTS = 200;
  private static final String MILLIS = "millis";

  private static final List<Line> LINES =
      List.of(
          new Line("latency20-users", "user, 20 changes/s", Look.BLUE),
          new Line("latency20-platform", "platform, 20/s", Look.GREEN),
          new Line("latency100-users", "user, 100 changes/s asked for", Look.ORANGE),
          new Line("latency100-platform", "platform, 100/s", Look.PINK));

  private record Line(String file, String label, Color colour) {}

  @Override
  public String name() {
    return "visible";
  }

  @Override
  public String description() {
    return "Share of changes that are visible in a summary, against the time since the change";
  }

  @Override
  public boolean draw(Runs runs, Path file) throws IOException {
    List<Run> with = runs.with("latency20");
    if (with.isEmpty()) {
      return false;
    }
    Run run = with.get(with.size() - 1);
    XYChart chart =
        new XYChartBuilder()
            .width(Look.WIDTH)
            .height(Look.HEIGHT)
            .title(title(run))
            .xAxisTitle("From the API server's answer until a watcher sees it, ms")
            .yAxisTitle("Changes visible, %")
            .build();
    Look.apply(chart.getStyler());
    Look.logarithmicX(chart.getStyler());
    chart.getStyler().setYAxisMin(0.0);
    for (Line line : LINES) {
      Optional<Csv> samples = run.csv(line.file());
      if (samples.isPresent() && !samples.get().lines().isEmpty()) {
        add(line, samples.get().sorted(MILLIS), chart);
      }
    }
    Look.write(chart, file);
    return true;
  }

  private static void add(Line line, double[] sorted, XYChart chart) {
    int points = Math.min(POINTS, sorted.length);
    double[] millis = new double[points];
    double[] percent = new double[points];
    for (int i = 0; i < points; i++) {
      // denser towards the slowest ones, which are few
      double rest = 1 - (i + 1.0) / points;
      int rank = (int) Math.ceil(sorted.length * (1 - rest * rest));
      // what was seen before the answer arrived took no time, and the axis has no zero
      millis[i] = Math.max(1, sorted[rank - 1]);
      percent[i] = 100.0 * rank / sorted.length;
    }
    XYSeries series = chart.addSeries(line.label(), millis, percent);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(line.colour());
    series.setLineStyle(new BasicStroke(2));
  }

  private static String time(double millis) {
    return millis >= 1000 ? Numbers.number(millis / 1000) + " s" : Numbers.number(millis) + " ms";
  }

  private static String title(Run run) throws IOException {
    Optional<Csv> users = run.csv(LINES.get(0).file());
    if (users.isEmpty() || users.get().lines().isEmpty()) {
      return "How soon a change is visible";
    }
    double[] sorted = users.get().sorted(MILLIS);
    return "Half of the changes are visible in the user's summary after %s, 99 %% after %s"
        .formatted(
            time(rounded(sorted[(sorted.length - 1) / 2])),
            time(rounded(sorted[(int) Math.ceil(0.99 * sorted.length) - 1])));
  }

  private static double rounded(double millis) {
    return Math.max(1, Math.rint(millis));
  }
}
