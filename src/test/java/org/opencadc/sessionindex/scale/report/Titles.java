package org.opencadc.sessionindex.scale.report;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Names of figures for people, from a file that people edit. */
final class Titles {
  private final Properties titles = new Properties();

  static Titles read(Path file) throws IOException {
    Titles read = new Titles();
    try (Reader reader = Files.newBufferedReader(file)) {
      read.titles.load(reader);
    }
    return read;
  }

  /** What a figure of a step is called; its name in the raw data when nobody named it. */
  String of(String step, String figure) {
    return titles.getProperty(step + "." + figure, "`" + step + " " + figure + "`");
  }
}
