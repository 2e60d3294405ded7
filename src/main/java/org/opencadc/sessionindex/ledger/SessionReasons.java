package org.opencadc.sessionindex.ledger;

import java.util.List;
import java.util.function.Function;

/**
 * Why a session waits or failed, from its Job and its pods together: per status a table of rules,
 * the first that fits wins. Sessions of another status need no reason.
 */
final class SessionReasons {
  private static final List<Function<Known, Why>> PENDING =
      List.of(
          SessionReasons::queued,
          SessionReasons::suspended,
          SessionReasons::withoutPod,
          SessionReasons::justEnded,
          SessionReasons::podWaits);
  private static final List<Function<Known, Why>> FAILED =
      List.of(SessionReasons::endedByJob, SessionReasons::endedByPod, SessionReasons::failed);

  /** What suspending a Job is called where nobody says more. */
  private static final String JUST_SUSPENDED = "JobSuspended";

  /** What a Job's end is called where its pods say more. */
  private static final String JUST_RETRIES = "BackoffLimitExceeded";

  private SessionReasons() {}

  private record Known(JobFacts job, PodFacts newest, PodEnd lastEnd) {}

  /**
   * The reason of a session.
   *
   * @param newest the Job's newest pod; null when there is none
   * @param lastEnd how the newest pod that came to a bad end did; null when none did
   * @return null when there is nothing to explain, or nothing known
   */
  static Why of(JobFacts job, SessionStatus status, PodFacts newest, PodEnd lastEnd) {
    List<Function<Known, Why>> rules =
        switch (status) {
          case PENDING -> PENDING;
          case FAILED -> FAILED;
          default -> List.of();
        };
    Known known = new Known(job, newest, lastEnd);
    for (Function<Known, Why> rule : rules) {
      Why why = rule.apply(known);
      if (why != null) {
        return why;
      }
    }
    return null;
  }

  private static Why queued(Known known) {
    JobFacts job = known.job;
    if (!job.suspend() || job.queue() == null) {
      return null;
    }
    JobCondition condition = job.suspension();
    boolean saysMore =
        condition != null
            && condition.reason() != null
            && !condition.reason().equals(JUST_SUSPENDED);
    return new Why(
        saysMore ? condition.reason() : "Queued", "in queue " + job.queue(), suspendedSince(job));
  }

  private static Why suspended(Known known) {
    return known.job.suspend() ? new Why("Suspended", null, suspendedSince(known.job)) : null;
  }

  private static String suspendedSince(JobFacts job) {
    boolean told = job.suspension() != null && job.suspension().time() != null;
    return told ? job.suspension().time() : job.creationTime();
  }

  private static Why withoutPod(Known known) {
    JobFacts job = known.job;
    // an active pod that is not known yet is about to be: then nothing is said
    if (known.newest != null || job.active() > 0) {
      return null;
    }
    return new Why(
        "PodNotCreated", null, job.startTime() == null ? job.creationTime() : job.startTime());
  }

  /** Its Job has not counted the end yet: else the session would not be pending. */
  private static Why justEnded(Known known) {
    PodEnd end = known.newest == null || !known.newest.phase().ended() ? null : known.newest.end();
    return end == null ? null : new Why(end.reason(), end.text(), end.time());
  }

  private static Why podWaits(Known known) {
    Why waiting = known.newest == null ? null : known.newest.waiting();
    if (waiting == null) {
      return null;
    }
    Why since = waiting.sinceOr(known.newest.creationTime());
    PodEnd end = known.lastEnd;
    if (end == null || since.message() != null) {
      return since;
    }
    String before = end.reason() + (end.text() == null ? "" : ", " + end.text());
    return new Why(since.reason(), "last ended: " + before, since.sinceTime());
  }

  private static Why endedByJob(Known known) {
    JobCondition failure = known.job.failure();
    boolean says =
        failure != null && failure.reason() != null && !failure.reason().equals(JUST_RETRIES);
    return says ? new Why(failure.reason(), null, failure.time()) : null;
  }

  private static Why endedByPod(Known known) {
    PodEnd end = known.lastEnd;
    if (end == null) {
      return null;
    }
    String failed = failedSince(known.job);
    return new Why(end.reason(), end.text(), failed == null ? end.time() : failed);
  }

  private static Why failed(Known known) {
    JobCondition failure = known.job.failure();
    boolean says = failure != null && failure.reason() != null;
    return new Why(says ? failure.reason() : "PodFailed", null, failedSince(known.job));
  }

  private static String failedSince(JobFacts job) {
    return job.failure() == null ? null : job.failure().time();
  }
}
