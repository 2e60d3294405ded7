package org.opencadc.sessionindex.ledger;

/**
 * What the index keeps of a Node.
 *
 * @param uid never null
 * @param name never null
 * @param resourceVersion never null
 * @param cordoned spec.unschedulable
 * @param ready whether the Ready condition is True; a Node without status is not ready
 * @param capacity status.capacity; ZERO when absent
 * @param allocatable status.allocatable; ZERO when absent
 * @param invalidQuantities how many quantities could not be read and count as nothing
 */
public record NodeFacts(
    String uid,
    String name,
    String resourceVersion,
    boolean cordoned,
    boolean ready,
    ResourceVector capacity,
    ResourceVector allocatable,
    int invalidQuantities) {

  /** Whether the other says the same, whatever its resourceVersion. */
  boolean sameButVersion(NodeFacts other) {
    return equals(other.withResourceVersion(resourceVersion));
  }

  /** The same facts at another version. */
  NodeFacts withResourceVersion(String version) {
    return new NodeFacts(
        uid, name, version, cordoned, ready, capacity, allocatable, invalidQuantities);
  }
}
