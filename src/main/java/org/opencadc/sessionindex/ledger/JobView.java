package org.opencadc.sessionindex.ledger;

import java.util.Comparator;

/**
 * An immutable copy of what a session shows, to be worked on outside the lock.
 *
 * @param podName the newest pod; null when there is none
 * @param why why it waits or failed; null when there is nothing to say
 * @param allocated of its pods; likewise pending
 * @param requests of its pods that have not ended, if it counts in the quota, else nothing;
 *     likewise limits
 */
record JobView(
    JobFacts facts,
    Session session,
    String podName,
    Why why,
    ResourceVector allocated,
    ResourceVector pending,
    ResourceVector requests,
    ResourceVector limits) {

  /** By name; by uid where a Job was replaced by one of the same name and is still known. */
  static final Comparator<JobView> BY_NAME =
      Comparator.comparing((JobView job) -> job.facts.name(), Utf8Order.INSTANCE)
          .thenComparing(job -> job.facts.uid());

  ResourceVector queued() {
    return queued(facts);
  }

  UserSnapshot.SessionFacts row() {
    return new UserSnapshot.SessionFacts(
        facts, session.labels(), session.fixed(), session.status(), podName, why);
  }

  /**
   * A suspended Job's pods do not exist, so its template is what there is to count. One that is
   * suspended while its pod is ready is not pending yet, and its pod is counted instead. A pod that
   * is not ready, or terminates, is counted besides, until the job controller or the kubelet has
   * ended it.
   */
  static ResourceVector queued(JobFacts job) {
    return job.suspend() && SessionStatus.of(job) == SessionStatus.PENDING
        ? job.template().demand().effective().times(job.parallelism())
        : ResourceVector.ZERO;
  }
}
