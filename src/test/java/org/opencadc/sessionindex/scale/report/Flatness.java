package org.opencadc.sessionindex.scale.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a GET costs on the largest platform against the smallest: it should be the same.
 *
 * @param title of the figure
 * @param ratio largest to smallest
 * @param smallest sessions
 * @param largest sessions
 */
record Flatness(String title, double ratio, int smallest, int largest) {
  private static final String STEP = "reads";

  /** What two runs on a shared machine may differ by. */
  private static final double NOISE = 1.25;

  private static final List<Map.Entry<String, String>> FIGURES =
      List.of(
          Map.entry("get.smallUser.cpu", "GET of one user, API server CPU"),
          Map.entry("get.smallUser.p50", "GET of one user, p50"),
          Map.entry("get.platform.cpu", "GET of the platform, API server CPU"),
          Map.entry("get.platform.p50", "GET of the platform, p50"));

  /** What runs of at least two sizes say. */
  static List<Flatness> of(List<Run> runs) {
    List<Run> with = runs.stream().filter(run -> run.steps().containsKey(STEP)).toList();
    List<Flatness> all = new ArrayList<>();
    if (with.size() < 2) {
      return all;
    }
    Run smallest = with.get(0);
    Run largest = with.get(with.size() - 1);
    for (Map.Entry<String, String> figure : FIGURES) {
      Optional<Double> before = smallest.value(STEP, figure.getKey()).filter(value -> value > 0);
      Optional<Double> after = largest.value(STEP, figure.getKey());
      if (before.isPresent() && after.isPresent()) {
        all.add(
            new Flatness(
                figure.getValue(),
                after.get() / before.get(),
                smallest.sessions(),
                largest.sessions()));
      }
    }
    return all;
  }

  boolean met() {
    return ratio <= NOISE;
  }

  private String name() {
    return "%s: at %s against %s sessions"
        .formatted(title, Numbers.number(largest), Numbers.number(smallest));
  }

  /** A row of a table that has a column per size; the number is in the last one. */
  List<String> row(int sizes) {
    List<String> row = new ArrayList<>(List.of(name(), "≤ " + Numbers.text(NOISE, "x")));
    row.addAll(Collections.nCopies(sizes - 1, Cells.NOTHING));
    row.add(Numbers.text(ratio, "x"));
    row.add(Cells.yes(met()));
    return row;
  }

  String line() {
    return "- %s: %s, goal ≤ %s"
        .formatted(name(), Numbers.text(ratio, "x"), Numbers.text(NOISE, "x"));
  }
}
