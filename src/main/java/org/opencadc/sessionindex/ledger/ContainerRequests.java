package org.opencadc.sessionindex.ledger;

/**
 * What one container of a pod spec requests, and its limits.
 *
 * @param restartAlways whether its own restartPolicy is Always, which makes an init container a
 *     sidecar; without meaning on an app container
 * @param requests never null; ZERO when it requests nothing
 * @param limits never null; ZERO when it has none
 */
public record ContainerRequests(
    boolean restartAlways, ResourceVector requests, ResourceVector limits) {

  /** A container without limits. */
  public ContainerRequests(boolean restartAlways, ResourceVector requests) {
    this(restartAlways, requests, ResourceVector.ZERO);
  }
}
