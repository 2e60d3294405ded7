package org.opencadc.sessionindex.ledger;

/** Status of a session as Skaha's SessionBuilder derives it from a Job's counters. */
public enum SessionStatus {
  RUNNING("Running"),
  PENDING("Pending"),
  COMPLETED("Completed"),
  FAILED("Failed"),
  TERMINATING("Terminating");

  private final String text;

  SessionStatus(String text) {
    this.text = text;
  }

  /** As Skaha writes it. */
  public String text() {
    return text;
  }

  /** Whether Skaha counts the session as active: running or pending. */
  public boolean active() {
    return this == RUNNING || this == PENDING;
  }

  /** The status of a Job; the first rule that fits wins, conditions and pods do not matter. */
  public static SessionStatus of(JobFacts job) {
    if (job.active() > 0) {
      return job.ready() > 0 ? RUNNING : PENDING;
    }
    if (job.suspend()) {
      return PENDING;
    }
    if (job.succeeded() > 0) {
      return COMPLETED;
    }
    if (job.failed() > 0) {
      return FAILED;
    }
    return job.terminating() > 0 ? TERMINATING : PENDING;
  }
}
