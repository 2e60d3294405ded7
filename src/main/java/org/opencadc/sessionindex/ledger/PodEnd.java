package org.opencadc.sessionindex.ledger;

/**
 * How a pod, or a container of it, came to a bad end.
 *
 * @param reason one word such as OOMKilled, Error or Evicted; never null
 * @param exitCode of the container; null when the pod ended as a whole
 * @param time RFC 3339 text; null when not known
 */
public record PodEnd(String reason, Integer exitCode, String time) {

  /** In words of our own: what a container leaves as its termination message is never kept. */
  String text() {
    return exitCode == null ? null : "exit code " + exitCode;
  }
}
