package org.opencadc.sessionindex.watch;

import org.opencadc.sessionindex.ledger.VerbatimAmounts;

/**
 * What is kept of one container until its pod is read.
 *
 * @param image null when absent
 * @param restartAlways what makes an init container a sidecar
 */
record ContainerSpec(
    String image, boolean restartAlways, VerbatimAmounts requests, VerbatimAmounts limits) {

  /**
   * Requests as the API server defaults them when it makes a pod: a limit stands in. Pods come with
   * that done, the template of a Job does not.
   */
  VerbatimAmounts defaulted() {
    return Verbatim.orElse(requests, limits);
  }
}
