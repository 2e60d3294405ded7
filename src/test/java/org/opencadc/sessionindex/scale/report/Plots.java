package org.opencadc.sessionindex.scale.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All pictures of the page. */
final class Plots {
  private static final List<Plot> ALL =
      List.of(
          SizePlot.bytes(),
          SizePlot.latency(),
          SizePlot.cpu(),
          new VisiblePlot(),
          new MemoryPlot(),
          new ChurnPlot("latency100", "100"),
          new PortalPlot());

  private final Path folder;
  private final Map<String, Plot> drawn = new LinkedHashMap<>();

  private Plots(Path folder) {
    this.folder = folder;
  }

  /** Draws those for which the runs have figures. */
  static Plots draw(Runs runs, Path folder) throws IOException {
    Look.requireFonts();
    Plots plots = new Plots(folder);
    for (Plot plot : ALL) {
      Path file = plots.file(plot);
      Files.deleteIfExists(file);
      if (plot.draw(runs, file)) {
        plots.drawn.put(plot.name(), plot);
      }
    }
    return plots;
  }

  private Path file(Plot plot) {
    return folder.resolve(plot.name() + ".png");
  }

  /**
   * A picture for the page; nothing when the runs do not have what it shows.
   *
   * @throws IllegalArgumentException when no plot has this name
   */
  String link(String name) {
    Plot known =
        ALL.stream()
            .filter(plot -> plot.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no plot is called " + name));
    return drawn.containsKey(name)
        ? "![%s](%s/%s.png)".formatted(known.description(), folder.getFileName(), name)
        : "";
  }
}
