package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a step found. Samples go to a CSV file at once, the rest to {@code <step>.json} when the
 * step is over.
 */
final class Figures {
  private static final String NOTHING = "there was nothing to measure";

  private final String step;
  private final Path folder;
  private final Map<String, Figure> numbers = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();

  /**
   * Figures of a step.
   *
   * @param folder where the files go; it exists
   */
  Figures(String step, Path folder) {
    this.step = step;
    this.folder = folder;
  }

  /** Keeps a number; a later one of the same name replaces it. One that is none is noted so. */
  void put(String name, double value, String unit) {
    put(name, value, unit, null);
  }

  /** Keeps a count; a later one of the same name replaces it. */
  void put(String name, long value, String unit) {
    put(name, (double) value, unit);
  }

  /** Keeps a number that has a goal. */
  synchronized void put(String name, double value, String unit, Goal goal) {
    if (Double.isFinite(value)) {
      numbers.put(name, new Figure(value, unit, goal));
    } else {
      note(name, NOTHING);
    }
  }

  /** Gives a goal to a number; nothing when there is no such number. */
  synchronized void goal(String name, Goal goal) {
    numbers.computeIfPresent(
        name, (same, figure) -> new Figure(figure.value(), figure.unit(), goal));
  }

  /**
   * Puts how many times one figure is another one, if both were found.
   *
   * @param goal may be null
   */
  synchronized void ratio(String name, String dividend, String divisor, Goal goal) {
    Figure over = numbers.get(dividend);
    Figure under = numbers.get(divisor);
    if (over != null && under != null) {
      put(name, over.value() / under.value(), "x", goal);
    }
  }

  /** Keeps what a reader of the numbers must know. */
  synchronized void note(String name, String text) {
    notes.put(name, text);
  }

  /** Keeps count, p50, p90, p99 and max under {@code <name>.p50} and so on. */
  void distribution(String name, double[] values, String unit) {
    Percentiles all = Percentiles.of(values);
    put(name + ".count", all.count(), "");
    if (all.count() == 0) {
      note(name, NOTHING);
    } else {
      put(name + ".p50", all.at(50), unit);
      put(name + ".p90", all.at(90), unit);
      put(name + ".p99", all.at(99), unit);
      put(name + ".max", all.at(100), unit);
    }
  }

  /**
   * Writes {@code <step>-<name>.csv}.
   *
   * @param columns names with their units, such as {@code seconds}
   * @param rows one number per column
   */
  void samples(String name, List<String> columns, double[]... rows) {
    String text =
        Arrays.stream(rows).map(Figures::line).collect(Collectors.joining("\n", "", "\n"));
    write(step + "-" + name + ".csv", String.join(",", columns) + "\n" + text);
  }

  private static String line(double[] row) {
    return Arrays.stream(row)
        .mapToObj(
            value ->
                value == Math.rint(value)
                    ? Long.toString((long) value)
                    : String.format(Locale.ROOT, "%.6g", value))
        .collect(Collectors.joining(","));
  }

  /** Names of what there was nothing to measure of. */
  synchronized List<String> missing() {
    return notes.entrySet().stream()
        .filter(note -> note.getValue().equals(NOTHING))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The numbers so far. */
  synchronized Map<String, Figure> numbers() {
    return new LinkedHashMap<>(numbers);
  }

  /** The notes so far. */
  synchronized Map<String, String> notes() {
    return new LinkedHashMap<>(notes);
  }

  /** Writes {@code <step>.json}. */
  void write(Instant started, Duration took) {
    ObjectMapper json = new ObjectMapper();
    ObjectNode whole = json.createObjectNode();
    whole.put("step", step);
    whole.put("started", started.toString());
    whole.put("seconds", took.toMillis() / 1000.0);
    whole.set("figures", json.valueToTree(numbers()));
    whole.set("notes", json.valueToTree(notes()));
    write(step + ".json", whole.toPrettyString() + "\n");
  }

  private void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
