package org.opencadc.sessionindex.scale;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a run's figures. Its {@code recount.json} is there only when the summaries equalled
 * the recount in the end: without it no figure counts.
 */
final class OutFolder {
  private OutFolder() {}

  /** Begins a run: what an earlier one left is deleted, unless this one adds to it. */
  static void begin(ScaleArguments arguments) throws IOException {
    Path folder = arguments.out();
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(RecountStep.NAME + ".json"));
    if (!arguments.resume() && arguments.steps().isEmpty()) {
      delete(folder, "*.json");
      delete(folder, "*.csv");
    }
  }

  private static void delete(Path folder, String pattern) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
