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

/** The operator's memory against the objects that it watches. */
final class MemoryPlot implements Plot {
  private static final String STEP = "footprint";
  private static final String WATCHED = "objects.watched";
  private static final String RSS = "churned.rss";

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String description() {
    return "Resident memory and live heap of the operator against the objects that it watches";
  }

  @Override
  public boolean draw(Runs runs, Path file) throws IOException {
    List<Run> with =
        runs.with(STEP).stream().filter(run -> run.figure(STEP, WATCHED) != null).toList();
    if (with.size() < 2) {
      return false;
    }
    Run largest = with.get(with.size() - 1);
    XYChart chart =
        new XYChartBuilder()
            .width(Look.WIDTH)
            .height(Look.HEIGHT)
            .title(title(largest))
            .xAxisTitle("Jobs, Pods and Nodes watched")
            .yAxisTitle("MiB")
            .build();
    Look.apply(chart.getStyler());
    Look.logarithmicX(chart.getStyler());
    chart.getStyler().setYAxisMin(0.0);
    line(chart, with, "resident after a churn", RSS, Look.ORANGE, SeriesMarkers.SQUARE);
    line(chart, with, "resident after the start", "started.rss", Look.PINK, SeriesMarkers.DIAMOND);
    line(chart, with, "live heap", "heap.collected", Look.BLUE, SeriesMarkers.CIRCLE);
    Look.write(chart, file);
    return true;
  }

  private static void line(
      XYChart chart, List<Run> with, String label, String figure, Color colour, Marker marker) {
    List<Double> objects = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Run run : with) {
      Optional<Double> value = run.value(STEP, figure);
      if (value.isPresent()) {
        objects.add(run.figure(STEP, WATCHED).value());
        values.add(value.get());
      }
    }
    if (!values.isEmpty()) {
      XYSeries series = chart.addSeries(label, objects, values);
      series.setLineColor(colour);
      series.setMarkerColor(colour);
      series.setMarker(marker);
      series.setLineStyle(new BasicStroke(2));
    }
  }

  private static String title(Run largest) {
    return "%s watched objects: %s resident, of which %s is live heap"
        .formatted(
            largest.figure(STEP, WATCHED).text(),
            mebibytes(largest, RSS),
            mebibytes(largest, "heap.collected"));
  }

  private static String mebibytes(Run run, String figure) {
    return run.value(STEP, figure).map(value -> Numbers.text(value, "MiB")).orElse("?");
  }
}
