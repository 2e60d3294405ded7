package org.opencadc.sessionindex.scale.portal;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The platform's load as Skaha computed it from running pods and schedulable nodes. */
record Load(double requestedCores, double requestedBytes, double cores, double bytes) {
  static final int FIGURES = 4;

  static Load of(Stream<Pod> running, Stream<Node> schedulable) {
    double[] requested = new double[2];
    running
        .flatMap(pod -> pod.getSpec().getContainers().stream())
        .map(Container::getResources)
        .filter(Objects::nonNull)
        .forEach(resources -> add(requested, resources.getRequests()));
    double[] capacity = new double[2];
    schedulable.forEach(node -> add(capacity, node.getStatus().getCapacity()));
    return new Load(requested[0], requested[1], capacity[0], capacity[1]);
  }

  private static void add(double[] sums, Map<String, Quantity> amounts) {
    if (amounts != null) {
      sums[0] += amount(amounts.get("cpu"));
      sums[1] += amount(amounts.get("memory"));
    }
  }

  private static double amount(Quantity quantity) {
    BigDecimal number = quantity == null ? BigDecimal.ZERO : quantity.getNumericalAmount();
    return number.doubleValue();
  }
}
