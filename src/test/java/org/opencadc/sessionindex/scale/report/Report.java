package org.opencadc.sessionindex.scale.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the page about what the rig has measured, with plots and raw data: {@code make
 * scale-report}. What people write of it is in a template, so that it outlives the next run.
 */
public final class Report {
  private static final Path TEMPLATE = Path.of("docs/performance/page.template");
  private static final String BENCH = "bench.json";
  private static final Path TITLES = Path.of("docs/performance/titles.properties");

  private Report() {}

  /**
   * Writes the report.
   *
   * @param arguments the folder of the runs; the page to write; {@code --smoke} for runs that are
   *     too short to mean anything
   */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("java.awt.headless", "true");
    boolean smoke = arguments.length > 2 && arguments[2].equals("--smoke");
    Runs runs = Runs.read(Path.of(arguments[0]), smoke);
    Path parent = Path.of(arguments[0]).toAbsolutePath();
    Path page = Path.of(arguments[1]);
    Path kept = folder(page).resolve(BENCH);
    Bench.keep(parent.resolveSibling("bench").resolve(BENCH), kept);
    write(runs, Bench.read(kept), page);
    System.out.println(runs.all().size() + " runs are in " + arguments[1]);
  }

  /** The folder beside a page for plots and data, which has its name. */
  private static Path folder(Path page) throws IOException {
    String name = page.getFileName().toString().replaceFirst("\\.md$", "");
    return Files.createDirectories(page.toAbsolutePath().resolveSibling(name));
  }

  /** Writes the page, with plots and data in its folder. */
  static void write(Runs runs, Bench bench, Path page) throws IOException {
    Path folder = folder(page);
    RawData data = new RawData(runs, folder);
    data.write();
    Page filled = new Page(runs, Titles.read(TITLES), data, Plots.draw(runs, folder), bench);
    Files.writeString(page, filled.fill(Files.readString(TEMPLATE)));
  }
}
