package org.opencadc.sessionindex.scale.report;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** The portal's bill in each of the three ways, as bars. */
final class PortalPlot implements Plot {
  private static final String STEP = "portal";

  /** A logarithmic axis has no zero: what is less has no bar. */
  private static final double LEAST = 0.1;

  private static final List<Cost> COSTS =
      List.of(
          new Cost("serverCpu", "API server CPU, %"),
          new Cost("bytes", "received, kB/s"),
          new Cost("readerAndOperatorCpu", "other CPU, %"),
          new Cost("readerHeap", "readers' heap, MiB"),
          new Cost("rss", "RSS, MiB"));

  private static final List<Way> WAYS =
      List.of(
          new Way("lists", "LISTs", Look.ORANGE),
          new Way("cache", "informers in two replicas", Look.PINK),
          new Way("index", "index", Look.BLUE));

  private record Cost(String figure, String label) {}

  private record Way(String name, String label, Color colour) {}

  @Override
  public String name() {
    return "portal";
  }

  @Override
  public String description() {
    return "CPU, bytes and memory of a portal by LISTs, by informers and by the index";
  }

  @Override
  public boolean draw(Runs runs, Path file) throws IOException {
    List<Run> with =
        runs.with(STEP).stream().filter(run -> run.figure(STEP, "users") != null).toList();
    if (with.isEmpty()) {
      return false;
    }
    Run run = with.get(with.size() - 1);
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(Look.WIDTH + 100)
            .height(Look.HEIGHT)
            .title(title(run))
            .xAxisTitle("")
            .yAxisTitle("")
            .build();
    Look.apply(chart.getStyler());
    Look.logarithmicY(chart.getStyler());
    chart.getStyler().setYAxisMin(LEAST);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.getStyler().setAvailableSpaceFill(0.8);
    chart.getStyler().setLabelsVisible(true);
    chart.getStyler().setLabelsPosition(1);
    chart.getStyler().setLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
    for (Way way : WAYS) {
      List<Double> values = new ArrayList<>();
      for (Cost cost : COSTS) {
        double value = run.value(STEP, way.name() + "." + cost.figure()).orElse(0.0);
        values.add(value < LEAST ? null : Numbers.rounded(value));
      }
      List<String> labels = COSTS.stream().map(Cost::label).toList();
      chart.addSeries(way.label(), labels, values).setFillColor(way.colour());
    }
    Look.write(chart, file);
    return true;
  }

  private static String title(Run run) {
    return "%s users' pages, %s sessions: API server at %s of a core by LISTs, %s by the index"
        .formatted(
            run.figure(STEP, "users").text(),
            Numbers.number(run.sessions()),
            percent(run, "lists.serverCpu"),
            percent(run, "index.serverCpu"));
  }

  private static String percent(Run run, String figure) {
    return run.value(STEP, figure).map(value -> Numbers.text(value, "% of a core")).orElse("?");
  }
}
