package org.opencadc.sessionindex.ledger;

/**
 * What one container of a pod spec requests.
 *
 * @param restartAlways whether its own restartPolicy is Always, which makes an init container a
 *     sidecar; without meaning on an app container
 * @param requests never null; ZERO when it requests nothing
 */
public record ContainerRequests(boolean restartAlways, ResourceVector requests) {}
