package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is left on one node. */
final class NodeRoom {
  private final Map<String, Double> used = new HashMap<>();
  private Map<String, Double> allocatable = Map.of();
  private Map<String, String> labels = Map.of();
  private JsonNode taints = Json.array();
  private boolean unschedulable;

  void update(ObjectNode node) {
    allocatable = Demand.quantities(Json.at(node, "status", "allocatable"));
    labels = Json.strings(Json.at(node, "metadata", "labels"));
    taints = Json.at(node, "spec", "taints");
    unschedulable = Json.at(node, "spec", "unschedulable").asBoolean();
  }

  void take(Demand demand) {
    demand.requests().forEach((name, amount) -> used.merge(name, amount, Double::sum));
  }

  void release(Demand demand) {
    demand.requests().forEach((name, amount) -> used.merge(name, -amount, Double::sum));
  }

  /** Why the pod cannot go here, in the scheduler's words; empty when it can. */
  Optional<String> refusal(Demand demand) {
    if (unschedulable) {
      return Optional.of("node(s) were unschedulable");
    }
    for (JsonNode taint : taints) {
      if (!demand.tolerates(taint)) {
        return Optional.of("node(s) had untolerated taint(s)");
      }
    }
    if (!demand.accepts(labels)) {
      return Optional.of("node(s) didn't match Pod's node affinity/selector");
    }
    for (Map.Entry<String, Double> wanted : demand.requests().entrySet()) {
      String name = wanted.getKey();
      double room = allocatable.getOrDefault(name, 0.0) - used.getOrDefault(name, 0.0);
      // sums of doubles drift by far less than the smallest request
      if (wanted.getValue() > room + 1e-6) {
        return Optional.of(name.equals("pods") ? "Too many pods" : "Insufficient " + name);
      }
    }
    return Optional.empty();
  }
}
