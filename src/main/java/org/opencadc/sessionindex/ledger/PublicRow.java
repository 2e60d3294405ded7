package org.opencadc.sessionindex.ledger;

import java.util.Objects;

/**
 * What everybody may see of a session.
 *
 * @param place where its Job stands in the API server's order; not to be published
 * @param username owner, verbatim
 * @param kind verbatim
 * @param startTime null while it is suspended or not started
 */
public record PublicRow(
    JobPlace place, String username, String kind, SessionStatus status, String startTime) {

  static PublicRow of(JobFacts job, Session session) {
    return new PublicRow(
        new JobPlace(job.name(), job.uid()),
        session.labels().username(),
        session.labels().kind(),
        session.status(),
        job.startTime());
  }

  /** Whether two states of one Job show different rows; a session that is null shows none. */
  static boolean differ(JobFacts before, Session was, JobFacts now, Session is) {
    boolean shown = was != null;
    boolean shows = is != null;
    if (!shown || !shows) {
      return shown || shows;
    }
    return was.status() != is.status()
        || !Objects.equals(before.startTime(), now.startTime())
        || !was.labels().username().equals(is.labels().username())
        || !was.labels().kind().equals(is.labels().kind())
        || !before.name().equals(now.name());
  }
}
