package org.opencadc.sessionindex.reader;

import io.kubernetes.client.openapi.models.V1JobStatus;

/** Status of a session as Skaha derives it from a Job's counters; conditions do not matter. */
final class JobStatusRule {
  static final String PENDING = "Pending";

  private JobStatusRule() {}

  static String status(V1JobStatus status, boolean suspend) {
    if (count(status.getActive()) > 0) {
      return count(status.getReady()) > 0 ? "Running" : PENDING;
    }
    if (suspend) {
      return PENDING;
    }
    if (count(status.getSucceeded()) > 0) {
      return "Completed";
    }
    if (count(status.getFailed()) > 0) {
      return "Failed";
    }
    return count(status.getTerminating()) > 0 ? "Terminating" : PENDING;
  }

  static int count(Integer counter) {
    return counter == null ? 0 : counter;
  }
}
