package org.opencadc.sessionindex.ledger;

import java.util.function.Function;

/** The counters behind {@link SessionCounts}. A session is counted as what it was last moved to. */
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

  /** Counts a session as what it is now, no longer as what it was; null is no session. */
  void move(Session from, Session to) {
    total += (to == null ? 0 : 1) - (from == null ? 0 : 1);
    suspended += (isSuspended(to) ? 1 : 0) - (isSuspended(from) ? 1 : 0);
    active.move(from, to);
    move(statuses, from, to, Session::status);
    move(queues, from, to, Session::queue);
    move(kinds, from, to, session -> session.labels().kind());
    move(communities, from, to, session -> session.labels().community());
    move(projects, from, to, session -> session.labels().project());
    move(flavors, from, to, session -> session.labels().flavor());
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

  private static boolean isSuspended(Session session) {
    return session != null && session.suspended();
  }

  private static <K> void move(
      Counts<K> counts, Session from, Session to, Function<Session, K> key) {
    counts.move(from == null ? null : key.apply(from), to == null ? null : key.apply(to));
  }
}
