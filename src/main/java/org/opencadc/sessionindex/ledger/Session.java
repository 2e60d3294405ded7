package org.opencadc.sessionindex.ledger;

/**
 * What makes a Job a session and where it counts.
 *
 * @param labels after precedence of the generations; id, username and kind are not null
 * @param fixed Skaha's isFixedResources
 * @param suspended pending, and the Job is suspended
 * @param queue null when not labelled
 */
record Session(
    SessionLabels labels, boolean fixed, SessionStatus status, boolean suspended, String queue) {

  /** Whether two say the same; null is no session. Texts are compared last, as of facts. */
  static boolean same(Session one, Session other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.status == other.status && one.suspended == other.suspended && one.equals(other);
  }
}
