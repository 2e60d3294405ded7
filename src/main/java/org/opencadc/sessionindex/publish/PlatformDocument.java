package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.opencadc.sessionindex.api.Resources;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.api.SessionSummaryStatus.LargestNode;
import org.opencadc.sessionindex.api.SessionSummaryStatus.NodesSummary;
import org.opencadc.sessionindex.api.SessionSummaryStatus.UserCounts;
import org.opencadc.sessionindex.ledger.NodeFacts;
import org.opencadc.sessionindex.ledger.PlatformSnapshot;
import org.opencadc.sessionindex.ledger.PlatformSnapshot.NodeTotals;
import org.opencadc.sessionindex.ledger.Quantities;

/** The platform's status without its freshness. */
final class PlatformDocument {
  private final ObjectMapper mapper;

  PlatformDocument(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Composes the status.
   *
   * @param nodesValidUntil null when there is no proof of nodes: capacity and nodes are left out
   */
  ObjectNode compose(PlatformSnapshot platform, String nodesValidUntil) {
    boolean withNodes = nodesValidUntil != null;
    NodeTotals nodes = platform.nodes();
    List<UserCounts> users =
        platform.table().stream()
            .map(
                line ->
                    new UserCounts(
                        line.username(),
                        line.interactive(),
                        line.headless(),
                        line.running(),
                        line.pending()))
            .toList();
    return mapper.valueToTree(
        new SessionSummaryStatus(
            null,
            null,
            null,
            null,
            null,
            CountsDocument.of(platform),
            new Resources(
                withNodes ? AmountsDocument.of(nodes.capacity()) : null,
                withNodes ? AmountsDocument.of(nodes.allocatable()) : null,
                AmountsDocument.of(platform.allocated()),
                AmountsDocument.of(platform.effective()),
                AmountsDocument.of(platform.pending()),
                AmountsDocument.of(platform.queued())),
            null,
            withNodes ? nodes(nodes, nodesValidUntil) : null,
            users,
            platform.usersOmitted(),
            null,
            null,
            List.of(),
            null,
            null));
  }

  private static NodesSummary nodes(NodeTotals nodes, String validUntil) {
    return new NodesSummary(
        nodes.selected(),
        nodes.schedulable(),
        nodes.cordoned(),
        nodes.notReady(),
        largest(nodes.largestByCpu()),
        largest(nodes.largestByMemory()),
        validUntil);
  }

  private static LargestNode largest(NodeFacts node) {
    return node == null
        ? null
        : new LargestNode(
            node.name(),
            Quantities.cpuText(node.capacity().cpuMillis()),
            Quantities.bytesText(node.capacity().memoryBytes()));
  }
}
