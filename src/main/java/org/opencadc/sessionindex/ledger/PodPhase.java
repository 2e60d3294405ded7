package org.opencadc.sessionindex.ledger;

/** status.phase of a Pod; an absent or unknown one is UNKNOWN. */
public enum PodPhase {
  PENDING,
  RUNNING,
  SUCCEEDED,
  FAILED,
  UNKNOWN;

  /** Whether a pod in this phase has ended and holds no resources any more. */
  public boolean ended() {
    return this == SUCCEEDED || this == FAILED;
  }
}
