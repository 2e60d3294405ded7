package org.opencadc.sessionindex.scale.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder that the rig has filled.
 *
 * @param facts what it was made with
 * @param steps by name, in the order of the page
 */
record Run(Path folder, Facts facts, Map<String, StepResult> steps) {
  private static final String FACTS = "run.json";
  private static final String JSON = ".json";

  private static final List<String> FIRST =
      List.of(
          "reads",
          "puts",
          "portal",
          "latency20",
          "latency100",
          "churn",
          "writes",
          "burst",
          "footprint");

  /** As on the page; what it does not know comes last. */
  private static final Comparator<String> ORDER =
      Comparator.comparingInt((String step) -> FIRST.contains(step) ? FIRST.indexOf(step) : 99)
          .thenComparing(Comparator.naturalOrder());

  /** Reads a folder; empty when no run wrote it. */
  static Optional<Run> read(Path folder) throws IOException {
    Path facts = folder.resolve(FACTS);
    if (!Files.exists(facts)) {
      return Optional.empty();
    }
    ObjectMapper json = new ObjectMapper();
    Map<String, StepResult> steps = new TreeMap<>(ORDER);
    for (Path file : files(folder, JSON)) {
      if (!file.getFileName().toString().equals(FACTS)) {
        StepResult step = json.readValue(file.toFile(), StepResult.class);
        steps.put(step.step(), step);
      }
    }
    return Optional.of(new Run(folder, json.readValue(facts.toFile(), Facts.class), steps));
  }

  /** Its files with an ending, by name. */
  static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  int sessions() {
    return facts.sessions();
  }

  /** Whether a recount found no difference; if not, none of its figures counts. */
  boolean right() {
    return value("recount", "differences").filter(found -> found == 0).isPresent();
  }

  /** A figure; null when the run does not have it. */
  Measured figure(String step, String name) {
    StepResult result = steps.get(step);
    return result == null ? null : result.figures().get(name);
  }

  /** A figure's value, if the run has it. */
  Optional<Double> value(String step, String name) {
    return Optional.ofNullable(figure(step, name)).map(Measured::value);
  }

  /** A table that a step wrote, if it did. */
  Optional<Csv> csv(String name) throws IOException {
    Path file = folder.resolve(name + ".csv");
    return Files.exists(file) ? Optional.of(Csv.read(file)) : Optional.empty();
  }
}
