package org.opencadc.sessionindex.scale;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps in the order in which they run; a new one is one line here. */
final class Steps {
  private Steps() {}

  static List<Step> all() {
    return List.of(
        new LoadStep(),
        new StartStep(),
        new ReadsStep(),
        new PutsStep(),
        new PortalStep(),
        new FootprintStep(),
        new LatencyStep(20),
        new LatencyStep(100),
        new WritesStep(),
        new ChurnStep(),
        new BurstStep(),
        new RecountStep());
  }

  /**
   * Says that a step was named that is not there.
   *
   * @throws IllegalArgumentException naming it and those that there are
   */
  static void require(List<String> names) {
    Set<String> known =
        all().stream().map(Step::name).collect(Collectors.toCollection(LinkedHashSet::new));
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("no step is called " + name + "; there are " + known);
      }
    }
  }
}
