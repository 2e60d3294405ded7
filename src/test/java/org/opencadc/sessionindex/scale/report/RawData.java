package org.opencadc.sessionindex.scale.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The numbers behind the page, copied beside it; long tables are thinned. */
final class RawData {
  private static final int MOST_ROWS = 150;

  private final Runs runs;
  private final Path folder;

  /**
   * Data in a folder of the page's.
   *
   * @param folder one folder per run goes into it
   */
  RawData(Runs runs, Path folder) {
    this.runs = runs;
    this.folder = folder;
  }

  void write() throws IOException {
    for (Run run : runs.all()) {
      Path own = Files.createDirectories(folder.resolve(run.name()));
      for (String ending : List.of(".json", ".csv")) {
        for (Path old : Run.files(own, ending)) {
          Files.delete(old);
        }
      }
      for (Path file : Run.files(run.folder(), ".json")) {
        Files.copy(file, own.resolve(file.getFileName()));
      }
      for (Path file : Run.files(run.folder(), ".csv")) {
        Files.writeString(
            own.resolve(file.getFileName()), Csv.read(file).thinned(MOST_ROWS).text());
      }
    }
  }

  /** Links to all of it, a line per run. */
  String links() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Run run : runs.all()) {
      List<Path> files = new ArrayList<>(Run.files(run.folder(), ".json"));
      files.addAll(Run.files(run.folder(), ".csv"));
      String links =
          files.stream()
              .map(file -> file.getFileName().toString())
              .map(name -> "[%s](%s/%s/%s)".formatted(name, folder.getFileName(), run.name(), name))
              .collect(Collectors.joining(", "));
      lines.add("- " + run.name() + ": " + links);
    }
    return String.join("\n", lines);
  }
}
