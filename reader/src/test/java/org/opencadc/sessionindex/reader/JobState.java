package org.opencadc.sessionindex.reader;

import java.time.OffsetDateTime;
import java.util.Set;

/**
 * What a Job is at one moment, as far as every answer shows it.
 *
 * @param startTime null before it was started
 */
record JobState(String kind, String status, OffsetDateTime startTime) {
  private static final String HEADLESS = "headless";
  private static final String DESKTOP_APP = "desktop-app";
  private static final Set<String> ACTIVE = Set.of("Running", "Pending");

  static JobState of(Session session) {
    return new JobState(session.kind(), session.status(), session.startTime());
  }

  boolean interactive() {
    return !kind.equals(HEADLESS);
  }

  boolean desktopApp() {
    return kind.equals(DESKTOP_APP);
  }

  /** Whether Skaha's session limit counts it. */
  boolean countsAgainstLimit() {
    return interactive() && !desktopApp() && ACTIVE.contains(status);
  }

  PublicSession publicPart(String username) {
    return new PublicSession(username, kind, status, startTime);
  }
}
