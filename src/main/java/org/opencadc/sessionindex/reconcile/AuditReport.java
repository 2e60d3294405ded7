package org.opencadc.sessionindex.reconcile;

import java.time.Duration;
import java.time.Instant;

/**
 * How an audit went.
 *
 * @param time API server's time when it ended
 * @param rows sessions that were compared
 * @param drifted objects that were not known as their source has them, and rows and figures that
 *     differed; all were made anew
 */
public record AuditReport(Instant time, Duration took, long rows, long drifted) {}
