package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.Condition;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/** The operator's permission to list Nodes, which a site may keep from it and from it alone. */
final class NodePermission {
  private NodePermission() {}

  /**
   * Whether the operator lacks it. The index is believed only if nothing of Nodes is published: it
   * says that something is refused, and refused Jobs or Pods would make the figures stale.
   */
  static boolean missing(ClusterReads reads, SessionIndex index) {
    boolean refused =
        index.getStatus() != null
            && index.getStatus().conditions() != null
            && index.getStatus().conditions().stream().anyMatch(NodePermission::refuses);
    return refused
        && reads
            .summary(index.getMetadata().getName())
            .first()
            .map(SessionSummary::getStatus)
            .map(SessionSummaryStatus::nodes)
            .isEmpty();
  }

  private static boolean refuses(Condition condition) {
    return "SourcesLive".equals(condition.getType())
        && "False".equals(condition.getStatus())
        && "Forbidden".equals(condition.getReason());
  }
}
