package org.opencadc.sessionindex.ledger;

/**
 * What the index keeps of a Job. Times are RFC 3339 text as the API server writes it.
 *
 * @param uid never null
 * @param name never null
 * @param resourceVersion never null
 * @param canonical labels canfar.net/*; null when the Job has none of them
 * @param legacy labels canfar-net-*; null when the Job has none of them
 * @param queue Kueue's queue-name label; null when absent
 * @param creationTime null when absent
 * @param suspend spec.suspend
 * @param parallelism spec.parallelism, 1 when absent
 * @param activeDeadlineSeconds null when absent
 * @param template never null
 * @param startTime status.startTime; null when absent
 * @param completionTime status.completionTime; null when absent
 * @param active status.active, 0 when absent; likewise the other counters
 * @param suspension condition Suspended; null unless it is True
 * @param failure condition Failed, else FailureTarget; null unless one of them is True. The job
 *     controller sets FailureTarget at once, and Failed with the same reason when no pod of the Job
 *     terminates any more (enactJobFinished; KEP-3329, KEP-3939)
 */
public record JobFacts(
    String uid,
    String name,
    String resourceVersion,
    SessionLabels canonical,
    SessionLabels legacy,
    String queue,
    String creationTime,
    boolean suspend,
    int parallelism,
    Long activeDeadlineSeconds,
    TemplateFacts template,
    String startTime,
    String completionTime,
    int active,
    int ready,
    int succeeded,
    int failed,
    int terminating,
    JobCondition suspension,
    JobCondition failure) {

  /** Whether the other says the same, whatever its resourceVersion. */
  boolean sameButVersion(JobFacts other) {
    // what changes most first: reading the text of two objects is most of what an event costs
    return active == other.active
        && ready == other.ready
        && succeeded == other.succeeded
        && failed == other.failed
        && terminating == other.terminating
        && equals(other.withResourceVersion(resourceVersion));
  }

  /** The same facts at another version. */
  JobFacts withResourceVersion(String version) {
    return new JobFacts(
        uid,
        name,
        version,
        canonical,
        legacy,
        queue,
        creationTime,
        suspend,
        parallelism,
        activeDeadlineSeconds,
        template,
        startTime,
        completionTime,
        active,
        ready,
        succeeded,
        failed,
        terminating,
        suspension,
        failure);
  }
}
