package org.opencadc.sessionindex.ledger;

import java.util.List;

/** The reason of a session as one would tell it, case by case; shares no rule with the ledger. */
final class NaiveReason {
  private NaiveReason() {}

  static Why of(JobFacts job, SessionStatus status, List<PodFacts> oldestFirst) {
    PodFacts newest = oldestFirst.isEmpty() ? null : oldestFirst.get(oldestFirst.size() - 1);
    PodEnd lastEnd = null;
    for (PodFacts pod : oldestFirst) {
      lastEnd = pod.end() == null ? lastEnd : pod.end();
    }
    if (status == SessionStatus.FAILED) {
      return failed(job, lastEnd);
    } else if (status != SessionStatus.PENDING) {
      return null;
    } else if (job.suspend()) {
      return suspended(job);
    } else if (newest == null) {
      String since = job.startTime() == null ? job.creationTime() : job.startTime();
      return job.active() > 0 ? null : new Why("PodNotCreated", null, since);
    } else if (newest.phase().ended() && newest.end() != null) {
      return ended(newest.end(), newest.end().time());
    } else if (newest.waiting() == null) {
      return null;
    }
    Why waiting = newest.waiting();
    String since = waiting.sinceTime() == null ? newest.creationTime() : waiting.sinceTime();
    String message = waiting.message();
    if (message == null && lastEnd != null) {
      message = "last ended: " + lastEnd.reason();
      message += lastEnd.exitCode() == null ? "" : ", exit code " + lastEnd.exitCode();
    }
    return new Why(waiting.reason(), message, since);
  }

  private static Why suspended(JobFacts job) {
    JobCondition told = job.suspension() == null ? new JobCondition(null, null) : job.suspension();
    String since = told.time() == null ? job.creationTime() : told.time();
    if (job.queue() == null) {
      return new Why("Suspended", null, since);
    }
    boolean plain = told.reason() == null || told.reason().equals("JobSuspended");
    return new Why(plain ? "Queued" : told.reason(), "in queue " + job.queue(), since);
  }

  private static Why failed(JobFacts job, PodEnd lastEnd) {
    JobCondition told = job.failure() == null ? new JobCondition(null, null) : job.failure();
    if (told.reason() != null && !told.reason().equals("BackoffLimitExceeded")) {
      return new Why(told.reason(), null, told.time());
    } else if (lastEnd != null) {
      return ended(lastEnd, told.time() == null ? lastEnd.time() : told.time());
    }
    return new Why(told.reason() == null ? "PodFailed" : told.reason(), null, told.time());
  }

  private static Why ended(PodEnd end, String since) {
    String message = end.exitCode() == null ? null : "exit code " + end.exitCode();
    return new Why(end.reason(), message, since);
  }
}
