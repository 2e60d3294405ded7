package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionSummary;

/** What is read of one namespace; a read that fails throws {@link CannotCompareException}. */
interface ClusterReads {
  /** The indexes of the namespace. */
  Listing<SessionIndex> indexes();

  /** A summary by its name; no item when there is none. */
  Listing<SessionSummary> summary(String name);

  /** All summaries of the namespace, whatever index they say they are of. */
  Listing<SessionSummary> summaries();

  /** The Jobs that a selector selects; null selects all. */
  Listing<Job> jobs(LabelSelector selector);

  /** All Pods of the namespace. */
  Listing<Pod> pods();

  /** The cluster's Nodes that a selector selects; null selects all. */
  Listing<Node> nodes(LabelSelector selector);
}
