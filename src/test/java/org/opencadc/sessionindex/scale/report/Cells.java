package org.opencadc.sessionindex.scale.report;

import java.util.Optional;

/** What a table says of a figure: the first run's number, and the second one's in parentheses. */
final class Cells {
  static final String NOTHING = "";

  private final Runs runs;

  Cells(Runs runs) {
    this.runs = runs;
  }

  /** Whether a goal is met, for a table. */
  static String yes(boolean met) {
    return met ? "yes" : "**no**";
  }

  String of(Run run, String step, String name) {
    Measured first = run.figure(step, name);
    if (first == null) {
      return NOTHING;
    }
    Optional<Measured> second = runs.second(run).map(other -> other.figure(step, name));
    return first.text() + second.map(again -> " (" + again.text() + ")").orElse(NOTHING);
  }

  /** Whether a figure keeps its goal, in the second run too; null without a goal. */
  Boolean met(Run run, String step, String name) {
    Measured first = run.figure(step, name);
    if (first == null || first.met() == null) {
      return null;
    }
    return first.met()
        && runs.second(run).map(other -> other.figure(step, name)).map(Measured::met).orElse(true);
  }
}
