package org.opencadc.sessionindex.scale.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown. */
final class Table {
  private final List<String> lines = new ArrayList<>();

  Table(List<String> header) {
    add(header);
    lines.add("|" + String.join("|", Collections.nCopies(header.size(), "---")) + "|");
  }

  void add(List<String> cells) {
    lines.add("| " + String.join(" | ", cells) + " |");
  }

  boolean isEmpty() {
    return lines.size() == 2;
  }

  String text() {
    return String.join("\n", lines);
  }
}
