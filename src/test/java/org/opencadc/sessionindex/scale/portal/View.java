package org.opencadc.sessionindex.scale.portal;

import java.util.Random;

/**
 * What a page of the portal asks Skaha for. Of 1,000 polls 970 are a user's own sessions, 25 the
 * platform's load and 5 everybody's sessions: the load every five minutes beside own sessions every
 * 7.5 s, and one user in 200 who keeps an eye on all.
 */
public enum View {
  /** {@code GET /session?view=interactive}. */
  INTERACTIVE,
  /** {@code GET /session?view=stats}, as Skaha answered before it had a metrics backend. */
  STATS,
  /** {@code GET /session?view=all}. */
  ALL;

  private static final int OF = 1000;
  private static final int STATS_OF = 25;
  private static final int ALL_OF = 5;

  static View any(Random random) {
    int dice = random.nextInt(OF);
    return dice < ALL_OF ? ALL : dice < ALL_OF + STATS_OF ? STATS : INTERACTIVE;
  }
}
