package org.opencadc.sessionindex.ledger;

/** Running and pending sessions by group of kinds. */
final class ActiveTally {
  private final Group interactive = new Group();
  private final Group headless = new Group();
  private final Group desktopApps = new Group();

  /** Counts one more (1) or one less (-1); a session that is not active counts nowhere. */
  void count(Session session, int by) {
    Group group = of(KindGroup.of(session.labels().kind()));
    if (session.status() == SessionStatus.RUNNING) {
      group.running += by;
    } else if (session.status() == SessionStatus.PENDING) {
      group.pending += by;
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
