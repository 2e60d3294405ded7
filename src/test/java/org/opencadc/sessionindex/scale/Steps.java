package org.opencadc.sessionindex.scale;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The steps in the order in which they run; a new one is one line here. */
final class Steps {
  private Steps() {}

  static List<Step> all() {
    return List.of(new StartStep(), new RecountStep());
  }

  /**
   * The wanted ones, and the recount in any case: without it no figure counts.
   *
   * @param names empty for all
   * @throws IllegalArgumentException when one is not known
   */
  static List<Step> named(List<String> names) {
    List<Step> all = all();
    TreeSet<String> unknown = new TreeSet<>(names);
    all.forEach(step -> unknown.remove(step.name()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "no step is called "
              + String.join(", ", unknown)
              + "; there are "
              + all.stream().map(Step::name).collect(Collectors.joining(", ")));
    }
    return all.stream()
        .filter(
            step ->
                names.isEmpty()
                    || names.contains(step.name())
                    || step.name().equals(RecountStep.NAME))
        .toList();
  }
}
