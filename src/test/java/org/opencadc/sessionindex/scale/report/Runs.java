package org.opencadc.sessionindex.scale.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runs that a report is about.
 *
 * @param all by sessions, then by name, so that {@code 5000} comes before {@code 5000-second}
 */
record Runs(List<Run> all) {

  /**
   * Reads every folder of the rig's that a run filled whose recount found no difference.
   *
   * @param smoke whether runs that are too short to mean anything are wanted, or the others
   */
  static Runs read(Path parent, boolean smoke) throws IOException {
    List<Run> runs = new ArrayList<>();
    try (Stream<Path> folders = Files.list(parent)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        Run.read(folder)
            .filter(run -> run.facts().smoke() == smoke && run.right())
            .ifPresent(runs::add);
      }
    }
    runs.sort(Comparator.comparingInt(Run::sessions).thenComparing(Run::name));
    return new Runs(List.copyOf(runs));
  }

  /** The first run of each size, smallest first. */
  List<Run> first() {
    List<Run> first = new ArrayList<>();
    for (Run run : all) {
      if (first.stream().noneMatch(other -> other.sessions() == run.sessions())) {
        first.add(run);
      }
    }
    return List.copyOf(first);
  }

  /** The first runs that have a step. */
  List<Run> with(String step) {
    return first().stream().filter(run -> run.steps().containsKey(step)).toList();
  }

  /** The second run of the same size, if there is one. */
  Optional<Run> second(Run first) {
    return all.stream()
        .filter(run -> run.sessions() == first.sessions() && !run.name().equals(first.name()))
        .findFirst();
  }
}
