package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.Map;

/** What a pod asks of a node. */
record Demand(
    Map<String, Double> requests,
    Map<String, String> nodeSelector,
    JsonNode affinityTerms,
    JsonNode tolerations) {

  static Demand of(JsonNode pod) {
    JsonNode spec = pod.path("spec");
    Map<String, Double> sum = new HashMap<>();
    spec.path("containers")
        .forEach(c -> quantities(requests(c)).forEach((k, v) -> sum.merge(k, v, Double::sum)));
    spec.path("initContainers")
        .forEach(c -> quantities(requests(c)).forEach((k, v) -> sum.merge(k, v, Math::max)));
    sum.put("pods", 1.0);
    return new Demand(
        sum,
        Json.strings(spec.path("nodeSelector")),
        Json.at(
            spec,
            "affinity",
            "nodeAffinity",
            "requiredDuringSchedulingIgnoredDuringExecution",
            "nodeSelectorTerms"),
        spec.path("tolerations"));
  }

  private static JsonNode requests(JsonNode container) {
    return Json.at(container, "resources", "requests");
  }

  static Map<String, Double> quantities(JsonNode resources) {
    Map<String, Double> amounts = new HashMap<>();
    Json.strings(resources)
        .forEach(
            (name, text) -> {
              // nodes of the tests seldom state it and no session waits for it
              if (!name.equals("ephemeral-storage")) {
                amounts.put(name, Quantity.parse(text).getNumericalAmount().doubleValue());
              }
            });
    return amounts;
  }

  boolean tolerates(JsonNode taint) {
    if (Json.text(taint, "effect").equals("PreferNoSchedule")) {
      return true;
    }
    for (JsonNode t : tolerations) {
      boolean key = Json.text(t, "key").isEmpty() || t.path("key").equals(taint.path("key"));
      boolean exists = Json.text(t, "operator").equals("Exists");
      if (key && (exists || Json.text(t, "value").equals(Json.text(taint, "value")))) {
        return true;
      }
    }
    return false;
  }

  boolean accepts(Map<String, String> labels) {
    boolean selected =
        nodeSelector.entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())));
    if (!selected || !affinityTerms.isArray()) {
      return selected;
    }
    return affinityTerms
        .valueStream()
        .anyMatch(
            term -> term.path("matchExpressions").valueStream().allMatch(e -> matches(e, labels)));
  }

  private static boolean matches(JsonNode expression, Map<String, String> labels) {
    String value = labels.get(Json.text(expression, "key"));
    JsonNode values = expression.path("values");
    boolean listed = values.valueStream().anyMatch(v -> v.asText().equals(value));
    return switch (Json.text(expression, "operator")) {
      case "In" -> listed;
      case "NotIn" -> !listed;
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case "Gt" -> value != null && Long.parseLong(value) > values.path(0).asLong();
      case "Lt" -> value != null && Long.parseLong(value) < values.path(0).asLong();
      default -> false;
    };
  }
}
