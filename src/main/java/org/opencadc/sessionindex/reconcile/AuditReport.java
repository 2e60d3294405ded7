package org.opencadc.sessionindex.reconcile;

import java.time.Duration;
import java.time.Instant;

/**
 * How an audit went.
 *
 * @param time API server's time when it ended
 * @param rows sessions that were compared
 * @param drifted rows and figures that differed, and were made anew
 */
public record AuditReport(Instant time, Duration took, long rows, long drifted) {}
