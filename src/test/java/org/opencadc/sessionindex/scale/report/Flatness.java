package org.opencadc.sessionindex.scale.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a GET costs on the largest platform against the smallest: it should be the same. Where both
 * runs measured what any GET costs, it is that many times as much which is compared: two runs see a
 * shared machine at two speeds.
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

  private static final List<Map.Entry<String, String>> READS =
      List.of(
          Map.entry("get.smallUser", "GET of one user"),
          Map.entry("get.platform", "GET of the platform"));
  private static final List<Map.Entry<String, String>> COSTS =
      List.of(Map.entry(".cpu", "API server CPU"), Map.entry(".p50", "p50"));
  private static final String ANY = "get.namespace";

  /** What runs of at least two sizes say. */
  static List<Flatness> of(List<Run> runs) {
    List<Run> with = runs.stream().filter(run -> run.steps().containsKey(STEP)).toList();
    List<Flatness> all = new ArrayList<>();
    if (with.size() < 2) {
      return all;
    }
    Run smallest = with.get(0);
    Run largest = with.get(with.size() - 1);
    for (Map.Entry<String, String> read : READS) {
      for (Map.Entry<String, String> cost : COSTS) {
        boolean relative = has(smallest, ANY + cost.getKey()) && has(largest, ANY + cost.getKey());
        Optional<Double> before = cost(smallest, read.getKey(), cost.getKey(), relative);
        Optional<Double> after = cost(largest, read.getKey(), cost.getKey(), relative);
        if (before.isPresent() && after.isPresent()) {
          all.add(
              new Flatness(
                  "%s%s, %s"
                      .formatted(
                          read.getValue(),
                          relative ? " against GET of a Namespace" : "",
                          cost.getValue()),
                  after.get() / before.get(),
                  smallest.sessions(),
                  largest.sessions()));
        }
      }
    }
    return all;
  }

  private static boolean has(Run run, String figure) {
    return run.value(STEP, figure).filter(value -> value > 0).isPresent();
  }

  private static Optional<Double> cost(Run run, String read, String cost, boolean relative) {
    Optional<Double> found = run.value(STEP, read + cost).filter(value -> value > 0);
    return relative ? found.map(value -> value / run.value(STEP, ANY + cost).orElseThrow()) : found;
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
