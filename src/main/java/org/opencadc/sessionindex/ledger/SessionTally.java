package org.opencadc.sessionindex.ledger;

/** The counters behind {@link SessionCounts}. What was added can be subtracted again. */
final class SessionTally {
  private final Counts<SessionStatus> statuses = new Counts<>();
  private final ActiveTally active = new ActiveTally();
  private final Counts<String> kinds = new Counts<>();
  private final Counts<String> communities = new Counts<>();
  private final Counts<String> projects = new Counts<>();
  private final Counts<String> flavors = new Counts<>();
  private final Counts<String> queues = new Counts<>();
  private long total;
  private long suspended;

  void add(Session session) {
    count(session, 1);
  }

  void subtract(Session session) {
    count(session, -1);
  }

  SessionCounts counts() {
    return new SessionCounts(
        total,
        statuses.snapshot(),
        suspended,
        active.counts(KindGroup.INTERACTIVE),
        active.counts(KindGroup.HEADLESS),
        active.counts(KindGroup.DESKTOP_APP),
        kinds.snapshot(),
        communities.snapshot(),
        projects.snapshot(),
        flavors.snapshot(),
        queues.snapshot());
  }

  private void count(Session session, int by) {
    SessionLabels labels = session.labels();
    total += by;
    statuses.count(session.status(), by);
    suspended += session.suspended() ? by : 0;
    active.count(session, by);
    kinds.count(labels.kind(), by);
    communities.count(labels.community(), by);
    projects.count(labels.project(), by);
    flavors.count(labels.flavor(), by);
    queues.count(session.queue(), by);
  }
}
