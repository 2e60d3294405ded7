package org.opencadc.sessionindex.scale.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What the operator writes every second of a churn, and its budget. */
final class ChurnPlot implements Plot {
  private static final double WRITES_BUDGET = 50;
  private static final double KIB_BUDGET = 256;
  private static final double KIB = 1024;
  private static final String SECONDS = "seconds";

  private final String step;
  private final String changes;

  /**
   * A plot of one churn.
   *
   * @param step that made it
   * @param changes per second, for the title
   */
  ChurnPlot(String step, String changes) {
    this.step = step;
    this.changes = changes;
  }

  @Override
  public String name() {
    return "writes-" + step;
  }

  @Override
  public String description() {
    return "Writes and KiB per second of the operator over a churn of " + changes + " changes/s";
  }

  @Override
  public boolean draw(Runs runs, Path file) throws IOException {
    List<Run> with = runs.with(step);
    if (with.isEmpty()) {
      return false;
    }
    Optional<Csv> samples = with.get(with.size() - 1).csv(step + "-operator");
    if (samples.isEmpty() || samples.get().lines().size() < 2) {
      return false;
    }
    double[] seconds = samples.get().column(SECONDS);
    double[] writes = perSecond(seconds, samples.get().column("writes"), 1);
    double[] kib = perSecond(seconds, samples.get().column("written_bytes"), KIB);
    double[] times = Arrays.copyOfRange(seconds, 1, seconds.length);
    XYChart chart =
        new XYChartBuilder()
            .width(Look.WIDTH)
            .height(Look.HEIGHT)
            .title(title(writes, kib))
            .xAxisTitle("Seconds of the churn")
            .yAxisTitle("Per second")
            .build();
    Look.apply(chart.getStyler());
    chart.getStyler().setYAxisMin(0.0);
    line(chart, "KiB written", times, kib, Look.ORANGE, new BasicStroke(2));
    line(chart, "writes", times, writes, Look.BLUE, new BasicStroke(2));
    double[] ends = {times[0], times[times.length - 1]};
    line(chart, "budget of users' summaries, KiB", ends, twice(KIB_BUDGET), Look.ORANGE, dashes());
    line(chart, "the same, writes", ends, twice(WRITES_BUDGET), Look.BLUE, dashes());
    Look.write(chart, file);
    return true;
  }

  private static BasicStroke dashes() {
    return new BasicStroke(
        1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 4}, 0);
  }

  private static double[] twice(double value) {
    return new double[] {value, value};
  }

  /** The growth of a counter between readings. */
  static double[] perSecond(double[] seconds, double[] counter, double divisor) {
    double[] rates = new double[seconds.length - 1];
    for (int i = 1; i < seconds.length; i++) {
      rates[i - 1] =
          (counter[i] - counter[i - 1]) / divisor / Math.max(1e-9, seconds[i] - seconds[i - 1]);
    }
    return rates;
  }

  private static void line(
      XYChart chart, String name, double[] x, double[] y, Color colour, BasicStroke stroke) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(stroke);
  }

  private String title(double[] writes, double[] kib) {
    return "%s changes a second: %s writes and %s KiB a second on average"
        .formatted(changes, mean(writes), mean(kib));
  }

  private static String mean(double[] values) {
    return Numbers.shortest(Arrays.stream(values).average().orElse(0));
  }
}
