package org.opencadc.sessionindex.ledger;

import java.util.HashSet;
import java.util.Set;

/** Adds up one bucket of a user's quota. */
final class QuotaTally {
  private final Set<String> ids = new HashSet<>();
  private ResourceVector requests = ResourceVector.ZERO;
  private ResourceVector limits = ResourceVector.ZERO;

  /** Whether a session counts: what Skaha's session limit counts, too. */
  static boolean counts(Session session) {
    return session.status().active()
        && KindGroup.of(session.labels().kind()) == KindGroup.INTERACTIVE;
  }

  void add(JobView job) {
    ids.add(job.session().labels().id());
    requests = requests.plus(job.requests());
    limits = limits.plus(job.limits());
  }

  Quota quota() {
    return new Quota(ids.size(), requests, limits);
  }
}
