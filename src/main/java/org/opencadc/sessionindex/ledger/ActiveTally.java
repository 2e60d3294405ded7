package org.opencadc.sessionindex.ledger;

/** Running and pending sessions by group of kinds. */
final class ActiveTally {
  private final Group interactive = new Group();
  private final Group headless = new Group();
  private final Group desktopApps = new Group();

  /** Counts a session as what it is now; null, and one that is not active, counts nowhere. */
  void move(Session from, Session to) {
    if (from != null) {
      count(from, -1);
    }
    if (to != null) {
      count(to, 1);
    }
  }

  SessionCounts.Active counts(KindGroup kinds) {
    Group group = of(kinds);
    return new SessionCounts.Active(group.running, group.pending);
  }

  long running() {
    return (long) interactive.running + headless.running + desktopApps.running;
  }

  long pending() {
    return (long) interactive.pending + headless.pending + desktopApps.pending;
  }

  boolean isEmpty() {
    return running() + pending() == 0;
  }

  private void count(Session session, int by) {
    Group group = of(KindGroup.of(session.labels().kind()));
    if (session.status() == SessionStatus.RUNNING) {
      group.running += by;
    } else if (session.status() == SessionStatus.PENDING) {
      group.pending += by;
    }
  }

  private Group of(KindGroup kinds) {
    return switch (kinds) {
      case INTERACTIVE -> interactive;
      case HEADLESS -> headless;
      case DESKTOP_APP -> desktopApps;
    };
  }

  private static final class Group {
    private int running;
    private int pending;
  }
}
