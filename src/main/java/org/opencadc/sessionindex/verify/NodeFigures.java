package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.opencadc.sessionindex.api.SessionSummaryStatus.LargestNode;
import org.opencadc.sessionindex.api.SessionSummaryStatus.NodesSummary;

/** What the selected nodes offer; cordoned ones never count as capacity. */
record NodeFigures(List<Node> selected) {

  NodesSummary summary() {
    long schedulable = schedulable().size();
    long notReady = selected.stream().filter(node -> !ready(node)).count();
    return new NodesSummary(
        (long) selected.size(),
        schedulable,
        selected.size() - schedulable,
        notReady,
        largest(Amount::cpu),
        largest(Amount::memory),
        null);
  }

  Amount capacity() {
    return Amount.sum(schedulable().stream().map(NodeFigures::capacity));
  }

  Amount allocatable() {
    return Amount.sum(
        schedulable().stream()
            .map(
                node ->
                    node.getStatus() == null
                        ? Amount.NOTHING
                        : Amount.of(node.getStatus().getAllocatable())));
  }

  private static Amount capacity(Node node) {
    Map<String, Quantity> capacity =
        node.getStatus() == null ? null : node.getStatus().getCapacity();
    return Amount.of(capacity);
  }

  private List<Node> schedulable() {
    return selected.stream()
        .filter(
            node ->
                node.getSpec() == null || !Boolean.TRUE.equals(node.getSpec().getUnschedulable()))
        .toList();
  }

  private static boolean ready(Node node) {
    return node.getStatus() != null
        && node.getStatus().getConditions() != null
        && node.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }

  private LargestNode largest(Function<Amount, BigDecimal> by) {
    Comparator<Node> bySize = Comparator.comparing(node -> by.apply(capacity(node)));
    Comparator<Node> byName = Comparator.comparing(node -> node.getMetadata().getName());
    return schedulable().stream()
        .min(bySize.reversed().thenComparing(byName))
        .map(
            node ->
                new LargestNode(
                    node.getMetadata().getName(),
                    Amount.text(capacity(node).cpu()),
                    Amount.text(capacity(node).memory())))
        .orElse(null);
  }
}
