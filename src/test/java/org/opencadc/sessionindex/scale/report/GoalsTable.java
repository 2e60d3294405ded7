package org.opencadc.sessionindex.scale.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Every figure that has a goal, with what was found at each size. */
final class GoalsTable {
  /** Goals are about platforms of this size and larger. */
  private static final int SMALLEST = 5_000;

  private final List<Run> first;
  private final Cells cells;
  private final Titles titles;

  /** A figure of a step. */
  private record Key(String step, String name) {}

  GoalsTable(Runs runs, Titles titles) {
    List<Run> large = runs.first().stream().filter(run -> run.sessions() >= SMALLEST).toList();
    this.first = large.isEmpty() ? runs.first() : large;
    this.cells = new Cells(runs);
    this.titles = titles;
  }

  String text() {
    List<String> header = new ArrayList<>(List.of("Figure", "Goal"));
    first.forEach(run -> header.add(Numbers.number(run.sessions()) + " sessions"));
    header.add("Met");
    Table table = new Table(header);
    for (Key key : keys()) {
      List<String> row = new ArrayList<>();
      row.add(titles.of(key.step(), key.name()));
      row.add(goal(key));
      first.forEach(run -> row.add(cells.of(run, key.step(), key.name())));
      row.add(Cells.yes(met(key)));
      table.add(row);
    }
    Flatness.of(first).forEach(flatness -> table.add(flatness.row(first.size())));
    return table.isEmpty() ? "No run has a figure with a goal yet." : table.text();
  }

  /** The figures that miss their goal, one a line. */
  List<String> unmet() {
    List<String> lines = new ArrayList<>();
    keys().stream()
        .filter(key -> !met(key))
        .map(key -> "- " + titles.of(key.step(), key.name()) + ": " + found(key))
        .forEach(lines::add);
    Flatness.of(first).stream()
        .filter(flatness -> !flatness.met())
        .map(Flatness::line)
        .forEach(lines::add);
    return lines;
  }

  private String found(Key key) {
    return first.stream()
        .filter(run -> Boolean.FALSE.equals(cells.met(run, key.step(), key.name())))
        .map(
            run ->
                cells.of(run, key.step(), key.name())
                    + " at "
                    + Numbers.number(run.sessions())
                    + " sessions, goal "
                    + aim(run, key))
        .collect(Collectors.joining("; "));
  }

  private Set<Key> keys() {
    Set<Key> keys = new LinkedHashSet<>();
    for (Run run : first) {
      run.steps()
          .forEach(
              (step, result) ->
                  result
                      .figures()
                      .forEach(
                          (name, figure) -> {
                            if (figure.goal() != null) {
                              keys.add(new Key(step, name));
                            }
                          }));
    }
    return keys;
  }

  private boolean met(Key key) {
    return first.stream()
        .map(run -> cells.met(run, key.step(), key.name()))
        .filter(Objects::nonNull)
        .allMatch(Boolean::booleanValue);
  }

  private static String aim(Run run, Key key) {
    Measured figure = run.figure(key.step(), key.name());
    return figure == null || figure.goal() == null ? null : figure.goal().text(figure.unit());
  }

  private String goal(Key key) {
    Map<String, String> sizes = new LinkedHashMap<>();
    for (Run run : first) {
      String aim = aim(run, key);
      if (aim != null) {
        sizes.merge(aim, Numbers.number(run.sessions()), (a, b) -> a + ", " + b);
      }
    }
    return sizes.size() == 1
        ? sizes.keySet().iterator().next()
        : sizes.entrySet().stream()
            .map(entry -> entry.getKey() + " at " + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
