package org.opencadc.sessionindex.ledger;

import java.util.List;
import java.util.Set;

/**
 * The exact totals of one index. Thread-safe. Every event is O(1) in the number of objects and
 * idempotent; an event older than what is known of its uid is ignored within an epoch.
 */
public final class Ledger {

  /**
   * An empty ledger.
   *
   * @param generations label generations in order of precedence, per key
   */
  public Ledger(List<LabelGeneration> generations) {
    throw new UnsupportedOperationException(String.valueOf(generations));
  }

  /** Takes in a Job that was added or changed. */
  public Changes apply(JobFacts job) {
    throw new UnsupportedOperationException(job.uid());
  }

  /** Takes in a Pod that was added or changed. */
  public Changes apply(PodFacts pod) {
    throw new UnsupportedOperationException(pod.uid());
  }

  /** Takes in a Node that was added or changed. */
  public Changes apply(NodeFacts node) {
    throw new UnsupportedOperationException(node.uid());
  }

  /** Takes out a deleted object; an unknown uid changes nothing. */
  public Changes remove(ObjectKind kind, String uid) {
    throw new UnsupportedOperationException(kind + uid);
  }

  /**
   * Begins a new epoch of a kind: facts that come now replace what is known whatever their
   * versions, as after an etcd restore; what is known stays until {@link #sweep}.
   */
  public void beginEpoch(ObjectKind kind) {
    throw new UnsupportedOperationException(kind.name());
  }

  /** Takes out every object of a kind that is not among the live ones: the end of a list. */
  public Changes sweep(ObjectKind kind, Set<String> liveUids) {
    throw new UnsupportedOperationException(kind + " " + liveUids.size());
  }

  /** Sets the applied version of a kind; it may go back in a new epoch. */
  public void applied(ObjectKind kind, String resourceVersion) {
    throw new UnsupportedOperationException(kind + resourceVersion);
  }

  /** The applied versions now. */
  public ResourceVersions applied() {
    throw new UnsupportedOperationException();
  }

  /** The platform's figures now, with at most maxUsers lines in the user table. */
  public PlatformSnapshot platform(int maxUsers) {
    throw new UnsupportedOperationException(String.valueOf(maxUsers));
  }

  /** A user's figures now; a user without sessions has zero counts and no rows. */
  public UserSnapshot user(String username) {
    throw new UnsupportedOperationException(username);
  }

  /** The users with a session now. */
  public Set<String> users() {
    throw new UnsupportedOperationException();
  }
}
