package org.opencadc.sessionindex.scale.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that people write, with places in braces that the runs fill: {@code {{goals}}}, {@code
 * {{step burst}}}, {@code {{figure 5000 reads ratio.jobs.bytes}}}.
 */
final class Page {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)((?: [^ }]+)*)\\}\\}");

  private final Runs runs;
  private final Titles titles;
  private final RawData data;
  private final Plots plots;
  private final Bench bench;

  Page(Runs runs, Titles titles, RawData data, Plots plots, Bench bench) {
    this.runs = runs;
    this.titles = titles;
    this.data = data;
    this.plots = plots;
    this.bench = bench;
  }

  /**
   * Fills a template.
   *
   * @throws IllegalArgumentException when a place is not known
   */
  String fill(String template) {
    Matcher places = PLACE.matcher(template);
    return places.replaceAll(
        place -> {
          String[] words = place.group(2).strip().split(" ", -1);
          return Matcher.quoteReplacement(fill(place.group(1), List.of(words)));
        });
  }

  private String fill(String place, List<String> words) {
    try {
      return switch (place) {
        case "goals" -> new GoalsTable(runs, titles).text();
        case "unmet" -> unmet();
        case "bench" -> bench.text();
        case "reads" -> new ReadsTable(runs).text();
        case "portal" -> new PortalTable(runs).text();
        case "step" ->
            new StepTable(runs, titles).text(words.get(0), words.size() > 1 ? words.get(1) : "");
        case "plot" -> plots.link(words.get(0));
        case "figure" -> figure(words);
        case "machine" -> new RunsTable(runs).machine();
        case "dates" -> new RunsTable(runs).dates();
        case "runs" -> new RunsTable(runs).text();
        case "data" -> data.links();
        default -> throw new IllegalArgumentException("the template has an unknown place " + place);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String unmet() {
    List<String> lines = new ArrayList<>(new GoalsTable(runs, titles).unmet());
    lines.addAll(bench.unmet());
    return lines.isEmpty() ? "Every goal was met." : String.join("\n", lines);
  }

  /** Sessions, step and name, in which there may be spaces; a run may lack it. */
  private String figure(List<String> words) {
    int sessions = Integer.parseInt(words.get(0));
    String name = String.join(" ", words.subList(2, words.size()));
    return runs.first().stream()
        .filter(run -> run.sessions() == sessions)
        .map(run -> run.figure(words.get(1), name))
        .filter(figure -> figure != null)
        .map(Measured::text)
        .findFirst()
        .orElse("(not measured)");
  }
}
