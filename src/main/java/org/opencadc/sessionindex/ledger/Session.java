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
    SessionLabels labels, boolean fixed, SessionStatus status, boolean suspended, String queue) {}
