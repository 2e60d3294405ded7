package org.opencadc.sessionindex.ledger;

/**
 * What a pod asks for.
 *
 * @param allocated sum of the app containers' requests, without init containers and overhead: what
 *     Skaha's old stats sum up
 * @param effective what the scheduler reckons with: max(init peak, containers + sidecars) +
 *     overhead, pod-level requests instead where given (KEP-753, KEP-2837)
 * @param limits sum of the app containers' limits; a container without one adds nothing
 * @param invalidQuantities how many quantities could not be read and count as nothing; a limit that
 *     stands in for a request counts twice
 */
public record PodDemand(
    ResourceVector allocated,
    ResourceVector effective,
    ResourceVector limits,
    int invalidQuantities) {

  /** A pod that asks for nothing. */
  public static final PodDemand NONE = new PodDemand(ResourceVector.ZERO, ResourceVector.ZERO, 0);

  /** What a pod without limits asks for. */
  public PodDemand(ResourceVector allocated, ResourceVector effective, int invalidQuantities) {
    this(allocated, effective, ResourceVector.ZERO, invalidQuantities);
  }
}
