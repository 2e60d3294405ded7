package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionIndexSpec;

/**
 * One recount and what it was made from.
 *
 * @param nodesRefused whether listing nodes is refused, to us or to the operator, as a site may do
 */
record Snapshot(
    Recount recount, Versions versions, ObjectVersions objects, Cost cost, boolean nodesRefused) {

  /**
   * Takes one now.
   *
   * @param withNodes false when the operator may not list nodes
   */
  static Snapshot take(ClusterReads reads, SessionIndex index, boolean withNodes) {
    SessionIndexSpec spec = SessionIndexSpec.orDefaults(index.getSpec());
    Listing<Job> jobs = reads.jobs(spec.jobs().selector());
    Listing<Pod> pods = reads.pods();
    Listing<Node> nodes = null;
    boolean refused = spec.nodes().enabled() && !withNodes;
    if (spec.nodes().enabled() && withNodes) {
      try {
        nodes = reads.nodes(spec.nodes().selector());
      } catch (CannotCompareException e) {
        if (!e.forbidden()) {
          throw e;
        }
        refused = true;
      }
    }
    Cost cost = jobs.cost().plus(pods.cost());
    List<Node> listed = nodes == null ? null : nodes.items();
    return new Snapshot(
        Recount.of(jobs.items(), pods.items(), listed, spec),
        new Versions(jobs.resourceVersion(), pods.resourceVersion()),
        ObjectVersions.of(jobs.items(), pods.items(), listed == null ? List.of() : listed, spec),
        nodes == null ? cost : cost.plus(nodes.cost()),
        refused);
  }
}
