package org.opencadc.sessionindex.docs;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Objects that occur in several places; they are described once, at the end. */
final class Shapes {
  private static final Map<Set<String>, String> NAMES =
      Map.of(
          Set.of("cpu", "memory", "extended"), "Amounts",
          Set.of("active", "running", "pending"), "ActiveCounts",
          Set.of("name", "cpu", "memory"), "LargestNode",
          Set.of("matchLabels", "matchExpressions"), "LabelSelector",
          Set.of("type", "status", "reason", "message", "lastTransitionTime", "observedGeneration"),
              "Condition");

  private final Map<String, JSONSchemaProps> met = new TreeMap<>();

  /** The name of a schema's shape; null when it has none. */
  String nameOf(JSONSchemaProps schema) {
    String name = NAMES.get(schema.getProperties().keySet());
    if (name != null) {
      met.putIfAbsent(name, schema);
    }
    return name;
  }

  /** Describes every shape that was met. */
  String section() {
    StringBuilder text = new StringBuilder("## Shapes that occur more than once\n");
    Map<String, JSONSchemaProps> shapes = new TreeMap<>(met);
    shapes.forEach(
        (name, schema) -> {
          MarkdownTable table = new MarkdownTable("Field", "Type", "Limits", "Meaning");
          new Fields(table, this).add("", schema);
          text.append("\n### ").append(name).append("\n\n").append(table);
        });
    return text.toString();
  }
}
