package org.opencadc.sessionindex.reader;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the labels of a Job say: per key the first generation that has it. Each may be null. */
record JobLabels(
    String id,
    String username,
    String kind,
    String name,
    String appId,
    String flavor,
    boolean fixed,
    String community,
    String project) {
  private static final List<String> KINDS =
      List.of("headless", "notebook", "desktop", "desktop-app", "carta", "contributed", "firefly");
  private static final String FLAVOR = "canfar.net/flavor";
  private static final String LEGACY_FIXED = "opencadc.org/canfar-job-fixed";
  private static final String LEGACY_FLEXIBLE = "opencadc.org/canfar-job-flexible";
  private static final String FIXED = "fixed";
  private static final String FLEXIBLE = "flexible";

  /** Whether they are those of a session. */
  boolean ofSession() {
    return id != null
        && username != null
        && kind != null
        && KINDS.stream().anyMatch(kind::equalsIgnoreCase);
  }

  /**
   * Reads labels.
   *
   * @param given null when there are none
   */
  static JobLabels of(Map<String, String> given, List<LabelGeneration> generations) {
    Map<String, String> labels = given == null ? new HashMap<>() : new HashMap<>(given);
    // as the operator has it: an empty label says nothing
    labels.values().removeIf(value -> value == null || value.isEmpty());
    String flavor = first(generations, generation -> flavor(labels, generation));
    boolean canonical = generations.contains(LabelGeneration.CANONICAL);
    return new JobLabels(
        first(generations, generation -> labels.get(generation.id())),
        first(generations, generation -> labels.get(generation.username())),
        first(generations, generation -> labels.get(generation.kind())),
        first(generations, generation -> labels.get(generation.sessionName())),
        first(generations, generation -> labels.get(generation.appId())),
        flavor,
        // each generation of Skaha takes a session without a flavor for the other one
        namedBy(labels, generations) == LabelGeneration.CANONICAL
            ? FIXED.equals(flavor)
            : !FLEXIBLE.equals(flavor),
        canonical ? unlessDefault(labels.get("canfar.net/community")) : null,
        canonical ? unlessDefault(labels.get("canfar.net/project")) : null);
  }

  private static String first(
      List<LabelGeneration> generations, Function<LabelGeneration, String> label) {
    for (LabelGeneration generation : generations) {
      String value = label.apply(generation);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static LabelGeneration namedBy(
      Map<String, String> labels, List<LabelGeneration> generations) {
    return generations.stream()
        .filter(generation -> labels.get(generation.id()) != null)
        .findFirst()
        .orElse(generations.get(0));
  }

  private static String flavor(Map<String, String> labels, LabelGeneration generation) {
    if (generation == LabelGeneration.CANONICAL) {
      return labels.get(FLAVOR);
    }
    if ("true".equals(labels.get(LEGACY_FLEXIBLE))) {
      return FLEXIBLE;
    }
    return "true".equals(labels.get(LEGACY_FIXED)) ? FIXED : null;
  }

  private static String unlessDefault(String label) {
    return "default".equals(label) ? null : label;
  }
}
