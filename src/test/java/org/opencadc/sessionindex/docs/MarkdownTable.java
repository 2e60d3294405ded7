package org.opencadc.sessionindex.docs;

/** A table in Markdown. */
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  MarkdownTable(String... headings) {
    row(headings);
    text.append("|---".repeat(headings.length)).append("|\n");
  }

  MarkdownTable row(String... cells) {
    for (String cell : cells) {
      text.append("| ").append(cell.replace("|", "\\|").replace("\n", " ")).append(' ');
    }
    text.append("|\n");
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
