package org.opencadc.sessionindex.scale;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What the command line says.
 *
 * @param sessions how many there are
 * @param out where the figures go
 * @param smoke whether everything is as short as can be, and only shape and drift are checked
 * @param steps names of the steps to run; empty for all of them
 * @param resume whether a step whose figures are there is left out
 * @param terminal whether a line may be redrawn
 */
record ScaleArguments(
    int sessions, Path out, boolean smoke, List<String> steps, boolean resume, boolean terminal) {
  static final String USAGE =
      "usage: Scale --sessions N --out DIR [--smoke] [--steps a,b] [--resume] [--terminal]";

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with a message for people
   */
  static ScaleArguments of(String... arguments) {
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    int sessions = 0;
    Path out = null;
    boolean smoke = false;
    boolean resume = false;
    boolean terminal = false;
    List<String> steps = List.of();
    while (!rest.isEmpty()) {
      String option = rest.remove();
      switch (option) {
        case "--sessions" -> sessions = number(value(option, rest));
        case "--out" -> out = Path.of(value(option, rest));
        case "--steps" -> steps = List.of(value(option, rest).split(",", -1));
        case "--smoke" -> smoke = true;
        case "--resume" -> resume = true;
        case "--terminal" -> terminal = true;
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    if (sessions < 100 || out == null) {
      throw new IllegalArgumentException("--sessions of at least 100 and --out are needed");
    }
    return new ScaleArguments(sessions, out, smoke, steps, resume, terminal);
  }

  /** Whether a step is to run: all are when none is named, and the recount always is. */
  boolean wants(Step step) {
    return steps.isEmpty() || steps.contains(step.name()) || step.name().equals(RecountStep.NAME);
  }

  private static String value(String option, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.remove();
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--sessions is a number, not " + text, e);
    }
  }
}
