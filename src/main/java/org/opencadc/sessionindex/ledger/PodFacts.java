package org.opencadc.sessionindex.ledger;

/**
 * What the index keeps of a Pod.
 *
 * @param uid never null
 * @param name never null
 * @param resourceVersion never null
 * @param jobUid uid of the controlling ownerReference when that is a Job, else null. Never by
 *     labels: migrated Jobs restart pods with old labels, and labels can be forged
 * @param creationTime RFC 3339 text; null when absent
 * @param phase never null
 * @param bound whether spec.nodeName is set
 * @param demand never null
 * @param waiting why it is not ready; null when it is, or has ended
 * @param end how it, or a container of it, last came to a bad end; null when none did
 */
public record PodFacts(
    String uid,
    String name,
    String resourceVersion,
    String jobUid,
    String creationTime,
    PodPhase phase,
    boolean bound,
    PodDemand demand,
    Why waiting,
    PodEnd end) {

  /** What counts as allocated: the app containers' requests while the pod is Running. */
  public ResourceVector allocated() {
    return phase == PodPhase.RUNNING ? demand.allocated() : ResourceVector.ZERO;
  }

  /** What counts as effective: the scheduler's demand from binding to the end. */
  public ResourceVector effective() {
    return bound && !phase.ended() ? demand.effective() : ResourceVector.ZERO;
  }

  /** What counts as pending: the scheduler's demand while no node has been found. */
  public ResourceVector pending() {
    return bound || phase.ended() ? ResourceVector.ZERO : demand.effective();
  }

  /** Whether the other says the same, whatever its resourceVersion. */
  boolean sameButVersion(PodFacts other) {
    // what changes most first, as of Jobs
    return phase == other.phase
        && bound == other.bound
        && equals(other.withResourceVersion(resourceVersion));
  }

  /** The same facts at another version. */
  PodFacts withResourceVersion(String version) {
    return new PodFacts(
        uid, name, version, jobUid, creationTime, phase, bound, demand, waiting, end);
  }
}
