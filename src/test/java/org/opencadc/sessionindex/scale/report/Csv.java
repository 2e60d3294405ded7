package org.opencadc.sessionindex.scale.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Numbers in rows.
 *
 * @param header names of the columns
 * @param lines the rows as they were written
 */
record Csv(List<String> header, List<String> lines) {

  static Csv read(Path file) throws IOException {
    List<String> all = Files.readAllLines(file);
    List<String> rows = all.subList(1, all.size()).stream().filter(row -> !row.isEmpty()).toList();
    return new Csv(List.of(all.get(0).split(",", -1)), rows);
  }

  /**
   * The values of a column.
   *
   * @throws IllegalArgumentException when there is no such column
   */
  double[] column(String name) {
    int index = header.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no column " + name + " in " + header);
    }
    return lines.stream().mapToDouble(row -> cell(row, index)).toArray();
  }

  private static double cell(String row, int index) {
    return Double.parseDouble(row.split(",", -1)[index]);
  }

  /** This with at most so many rows, evenly taken; the last row is always among them. */
  Csv thinned(int most) {
    if (lines.size() <= most) {
      return this;
    }
    List<String> kept = new ArrayList<>();
    for (int i = 1; i <= most; i++) {
      kept.add(lines.get((int) ((long) i * lines.size() / most) - 1));
    }
    return new Csv(header, List.copyOf(kept));
  }

  String text() {
    return String.join(",", header)
        + "\n"
        + lines.stream().collect(Collectors.joining("\n"))
        + "\n";
  }

  /** The values of a column, smallest first. */
  double[] sorted(String name) {
    double[] values = column(name);
    Arrays.sort(values);
    return values;
  }
}
