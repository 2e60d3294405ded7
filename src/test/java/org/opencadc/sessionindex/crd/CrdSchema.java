package org.opencadc.sessionindex.crd;

import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the fabric8 generator cannot say by annotation: formats, sizes of maps, conditions as a list
 * keyed by type, descriptions of foreign types, the order of the printer columns, rows without a
 * schema.
 */
final class CrdSchema implements CRDPostProcessor {
  private static final List<String> COLUMNS =
      List.of(
          "Ready",
          "Reason",
          "Summary",
          "Skipped",
          "Age",
          "Live",
          "Consistent",
          "Scope",
          "Running",
          "Pending",
          "Interactive",
          "Headless",
          "Users",
          "Changed",
          "Heartbeat",
          "User",
          "Suspended",
          "CPU",
          "Memory",
          "GPU",
          "Slice");

  private static final Map<String, String> DESCRIPTIONS =
      Map.ofEntries(
          Map.entry("matchLabels", "Labels that must have exactly these values."),
          Map.entry("matchExpressions", "Label requirements that must all hold."),
          Map.entry("key", "Label key."),
          Map.entry("operator", "In, NotIn, Exists or DoesNotExist."),
          Map.entry("values", "Label values for In and NotIn."),
          Map.entry("lastTransitionTime", "When status last changed."),
          Map.entry("message", "What it means, for a person."),
          Map.entry("observedGeneration", "The generation of the spec that this speaks of."),
          Map.entry("reason", "Why, in one CamelCase word."),
          Map.entry("status", "True, False or Unknown."),
          Map.entry("type", "Name of the condition."));

  /** What makes objects large. */
  private static final Set<String> ROWS = Set.of("rows", "publicRows");

  /** Those of every object in deploy. */
  private static final Map<String, String> LABELS =
      new TreeMap<>(
          Map.of(
              "app.kubernetes.io/name", "session-index",
              "app.kubernetes.io/component", "crd",
              "app.kubernetes.io/part-of", "skaha",
              "app.kubernetes.io/managed-by", "kustomize"));

  private final boolean rows;

  /**
   * Refines what the generator makes.
   *
   * @param rows whether rows have their schema
   */
  CrdSchema(boolean rows) {
    this.rows = rows;
  }

  @Override
  public HasMetadata process(HasMetadata resource, String crdVersion) {
    CustomResourceDefinition crd = (CustomResourceDefinition) resource;
    crd.getMetadata().setLabels(LABELS);
    for (CustomResourceDefinitionVersion version : crd.getSpec().getVersions()) {
      version
          .getAdditionalPrinterColumns()
          .sort(
              Comparator.comparingInt(
                  (CustomResourceColumnDefinition c) -> COLUMNS.indexOf(c.getName())));
      JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
      refine(root, true);
      describe(root, crd.getSpec().getNames().getKind());
      if (!rows) {
        root.getProperties().get("status").getProperties().replaceAll(CrdSchema::withoutItems);
      }
    }
    return crd;
  }

  private static void describe(JSONSchemaProps root, String kind) {
    boolean index = kind.equals("SessionIndex");
    root.setDescription(
        index
            ? "SessionIndex says what to index: the Jobs and Pods of its namespace and the"
                + " cluster's Nodes. One per namespace is active; the oldest wins."
            : "SessionSummary holds the answer: one object for the platform, one per user,"
                + " and the public rows if they are wanted. Read it"
                + " with one GET; trust the platform's figures until heartbeat.validUntil.");
    root.getProperties()
        .get("spec")
        .setDescription(
            index
                ? "What to index and how often to publish."
                : "Identity of the summary; immutable.");
    root.getProperties()
        .get("status")
        .setDescription(
            index
                ? "How the index is doing; written by the operator."
                : "The data, written by the operator alone; no status means not published yet."
                    + " Unknown is absent, never 0. Times are the API server's, RFC 3339 in UTC.");
    if (!index) {
      root.setRequired(List.of("spec"));
    }
  }

  /** Rows become whatever they are; what is known of them is said in words. */
  private static JSONSchemaProps withoutItems(String name, JSONSchemaProps property) {
    if (!ROWS.contains(name)) {
      return property;
    }
    JSONSchemaProps items = property.getItems().getSchema();
    Set<String> optional = new TreeSet<>(items.getProperties().keySet());
    items.getRequired().forEach(optional::remove);
    JSONSchemaProps any = new JSONSchemaProps();
    any.setXKubernetesPreserveUnknownFields(true);
    any.setDescription(
        "A list. "
            + property.getDescription()
            + " A row has "
            + String.join(", ", items.getRequired())
            + " and, where they apply, "
            + String.join(", ", optional)
            + ". What they mean is said in docs/api.md; the API server knows no schema of them.");
    return any;
  }

  private static void refine(JSONSchemaProps schema, boolean root) {
    if (schema.getProperties() != null) {
      schema.getProperties().forEach((name, property) -> refine(name, property, root));
    }
    if (schema.getItems() != null) {
      refine(schema.getItems().getSchema(), false);
    }
  }

  private static void refine(String name, JSONSchemaProps property, boolean root) {
    if (property.getDescription() == null && !root && DESCRIPTIONS.containsKey(name)) {
      property.setDescription(DESCRIPTIONS.get(name));
    }
    switch (property.getType()) {
      case "integer" -> property.setFormat("int64");
      case "string" -> refineText(name, property);
      case "array" -> refineList(name, property);
      default -> refineMap(name, property);
    }
    refine(property, false);
  }

  private static void refineText(String name, JSONSchemaProps property) {
    if (name.equals("time") || name.equals("validUntil") || name.endsWith("Time")) {
      property.setFormat("date-time");
    } else if (property.getMaxLength() == null && property.getEnum().isEmpty()) {
      property.setMaxLength(name.equals("message") ? 1024L : 316L);
    }
  }

  private static void refineList(String name, JSONSchemaProps property) {
    if (property.getMaxItems() == null) {
      property.setMaxItems(64L);
    }
    JSONSchemaProps items = property.getItems().getSchema();
    if (name.equals("conditions")) {
      property.setXKubernetesListType("map");
      property.setXKubernetesListMapKeys(List.of("type"));
      items.setRequired(List.of("lastTransitionTime", "message", "reason", "status", "type"));
    } else {
      property.setXKubernetesListType("atomic");
    }
    switch (items.getType()) {
      case "integer" -> items.setFormat("int64");
      case "string" -> refineText(name, items);
      default -> {
        // objects are refined with their properties
      }
    }
  }

  private static void refineMap(String name, JSONSchemaProps property) {
    if (property.getAdditionalProperties() == null) {
      return;
    }
    property.setMaxProperties(name.startsWith("by") ? 65L : name.equals("extended") ? 16L : 64L);
    JSONSchemaProps values = property.getAdditionalProperties().getSchema();
    if (values.getType().equals("integer")) {
      values.setFormat("int64");
    } else {
      values.setMaxLength(64L);
    }
  }
}
