package org.opencadc.sessionindex.ledger;

import java.util.Arrays;
import java.util.List;

/**
 * A user's figures and sessions at one moment; immutable.
 *
 * @param observed the applied versions that this reflects, or newer
 * @param allocated app-container requests of the Running pods of the user's Jobs
 * @param pending scheduler's demand of their unbound pods that have not ended
 * @param queued scheduler's demand times parallelism of their suspended Jobs
 * @param fixed what active interactive sessions with fixed resources hold; flexible: the others
 * @param sessions by Job name in the order of UTF-8 bytes
 */
public record UserSnapshot(
    String username,
    ResourceVersions observed,
    SessionCounts counts,
    ResourceVector allocated,
    ResourceVector pending,
    ResourceVector queued,
    Quota fixed,
    Quota flexible,
    List<SessionFacts> sessions) {

  /** Adds up what was copied of a user's Jobs; needs no lock. */
  static UserSnapshot of(String username, ResourceVersions observed, List<JobView> jobs) {
    SessionTally tally = new SessionTally();
    ResourceVector allocated = ResourceVector.ZERO;
    ResourceVector pending = ResourceVector.ZERO;
    ResourceVector queued = ResourceVector.ZERO;
    QuotaTally fixed = new QuotaTally();
    QuotaTally flexible = new QuotaTally();
    for (JobView job : jobs) {
      if (QuotaTally.counts(job.session())) {
        (job.session().fixed() ? fixed : flexible).add(job);
      }
      tally.move(null, job.session());
      allocated = allocated.plus(job.allocated());
      pending = pending.plus(job.pending());
      queued = queued.plus(job.queued());
    }
    return new UserSnapshot(
        username,
        observed,
        tally.counts(),
        allocated,
        pending,
        queued,
        fixed.quota(),
        flexible.quota(),
        rows(jobs));
  }

  private static List<SessionFacts> rows(List<JobView> jobs) {
    JobView[] ordered = jobs.toArray(JobView[]::new);
    Arrays.sort(ordered, JobView.BY_NAME);
    SessionFacts[] rows = new SessionFacts[ordered.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = ordered[i].row();
    }
    return List.of(rows);
  }

  /**
   * One session.
   *
   * @param labels the labels after precedence of the generations
   * @param fixed Skaha's isFixedResources, by the rule of the generation that names the session
   * @param podName the newest pod of the Job; null when there is none
   * @param why why it is pending or failed; null on other sessions, and when it is not known
   */
  public record SessionFacts(
      JobFacts job,
      SessionLabels labels,
      boolean fixed,
      SessionStatus status,
      String podName,
      Why why) {}
}
