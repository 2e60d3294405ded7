package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;

/** Skaha's status table: the Job's counters and suspension alone, the first rule that fits wins. */
final class JobStatusTable {
  private JobStatusTable() {}

  static String statusOf(Job job) {
    JobStatus status = job.getStatus();
    if (status == null) {
      return "Pending";
    }
    if (some(status.getActive()) && some(status.getReady())) {
      return "Running";
    }
    if (some(status.getActive())) {
      return "Pending";
    }
    if (suspended(job)) {
      return "Pending";
    }
    if (some(status.getSucceeded())) {
      return "Completed";
    }
    if (some(status.getFailed())) {
      return "Failed";
    }
    if (some(status.getTerminating())) {
      return "Terminating";
    }
    return "Pending";
  }

  static boolean suspended(Job job) {
    return job.getSpec() != null && Boolean.TRUE.equals(job.getSpec().getSuspend());
  }

  private static boolean some(Integer count) {
    return count != null && count > 0;
  }
}
