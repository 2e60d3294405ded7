package org.opencadc.sessionindex.scale.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A cost of reads against the number of sessions, on logarithmic axes. */
final class SizePlot implements Plot {
  private static final String STEP = "reads";

  private static final List<Line> LINES =
      List.of(
          new Line("list.jobs", "LIST all Jobs", Look.ORANGE, SeriesMarkers.SQUARE),
          new Line("list.smallUser", "LIST one user's Jobs", Look.PINK, SeriesMarkers.DIAMOND),
          new Line("get.platform", "GET platform", Look.GREEN, SeriesMarkers.TRIANGLE_UP),
          new Line("get.smallUser", "GET one user", Look.BLUE, SeriesMarkers.CIRCLE));

  private final String name;
  private final String figure;
  private final String axis;
  private final String unit;

  private record Line(String read, String label, Color colour, Marker marker) {}

  private SizePlot(String name, String figure, String axis, String unit) {
    this.name = name;
    this.figure = figure;
    this.axis = axis;
    this.unit = unit;
  }

  static SizePlot bytes() {
    return new SizePlot("bytes", "bytes", "Answer", "bytes");
  }

  static SizePlot latency() {
    return new SizePlot("latency", "p50", "Median time to the whole answer", "ms");
  }

  static SizePlot cpu() {
    return new SizePlot("cpu", "cpu", "API server CPU per read", "ms");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return axis + " of LISTs and of GETs against the number of sessions, logarithmic axes";
  }

  @Override
  public boolean draw(Runs runs, Path file) throws IOException {
    List<Run> with = runs.with(STEP);
    if (with.size() < 2) {
      return false;
    }
    XYChart chart =
        new XYChartBuilder()
            .width(Look.WIDTH)
            .height(Look.HEIGHT)
            .title(title(with.get(with.size() - 1)))
            .xAxisTitle("Sessions")
            .yAxisTitle(axis + ", " + unit)
            .build();
    Look.apply(chart.getStyler());
    Look.logarithmicX(chart.getStyler());
    Look.logarithmicY(chart.getStyler());
    LINES.forEach(line -> add(line, with, chart));
    Look.write(chart, file);
    return true;
  }

  private void add(Line line, List<Run> with, XYChart chart) {
    List<Double> sessions = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    for (Run run : with) {
      Optional<Double> cost = run.value(STEP, line.read() + "." + figure);
      // a logarithmic axis has no zero
      if (cost.isPresent() && cost.get() > 0) {
        sessions.add((double) run.sessions());
        costs.add(cost.get());
      }
    }
    if (!costs.isEmpty()) {
      XYSeries series = chart.addSeries(line.label(), sessions, costs);
      series.setLineColor(line.colour());
      series.setMarkerColor(line.colour());
      series.setMarker(line.marker());
      series.setLineStyle(new BasicStroke(2));
    }
  }

  private String title(Run largest) {
    double list = largest.value(STEP, "list.jobs." + figure).orElse(0.0);
    double get = largest.value(STEP, "get.smallUser." + figure).orElse(0.0);
    return get <= 0
        ? axis
        : "%s sessions: %s for one user's GET, %s for a LIST of all Jobs"
            .formatted(Numbers.number(largest.sessions()), amount(get), amount(list));
  }

  private String amount(double value) {
    return unit.equals("bytes") ? Numbers.bytes(value) : Numbers.shortest(value) + " " + unit;
  }
}
