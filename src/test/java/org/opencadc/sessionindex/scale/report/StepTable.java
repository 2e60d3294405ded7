package org.opencadc.sessionindex.scale.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All figures of a step, with a column per size, and its notes. */
final class StepTable {
  private final Runs runs;
  private final Titles titles;

  StepTable(Runs runs, Titles titles) {
    this.runs = runs;
    this.titles = titles;
  }

  /**
   * The table.
   *
   * @param prefix of the names of the figures that are wanted
   */
  String text(String step, String prefix) {
    List<Run> with = runs.with(step);
    List<String> header = new ArrayList<>(List.of("Figure", "Goal"));
    with.forEach(run -> header.add(Numbers.number(run.sessions()) + " sessions"));
    Table table = new Table(header);
    Cells cells = new Cells(runs);
    for (String name : names(step, prefix, with)) {
      List<String> row = new ArrayList<>(List.of(titles.of(step, name), goal(step, name, with)));
      with.forEach(run -> row.add(cells.of(run, step, name)));
      table.add(row);
    }
    return table.isEmpty() ? "Not measured yet." : table.text() + notes(step, with);
  }

  private static Set<String> names(String step, String prefix, List<Run> with) {
    Set<String> names = new LinkedHashSet<>();
    with.forEach(run -> names.addAll(run.steps().get(step).figures().keySet()));
    names.removeIf(name -> !name.startsWith(prefix));
    return names;
  }

  private static String goal(String step, String name, List<Run> with) {
    return with.stream()
        .map(run -> run.figure(step, name))
        .filter(figure -> figure != null && figure.goal() != null)
        .map(figure -> figure.goal().text(figure.unit()))
        .distinct()
        .reduce((a, b) -> a + ", " + b)
        .orElse(Cells.NOTHING);
  }

  static String notes(String step, List<Run> with) {
    StringBuilder text = new StringBuilder();
    Set<String> said = new LinkedHashSet<>();
    with.forEach(
        run ->
            run.steps()
                .get(step)
                .notes()
                .forEach((name, note) -> said.add("- " + name + ": " + note)));
    if (!said.isEmpty()) {
      text.append("\n\n").append(String.join("\n", said));
    }
    return text.toString();
  }
}
