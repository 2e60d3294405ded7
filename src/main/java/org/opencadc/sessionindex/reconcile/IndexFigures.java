package org.opencadc.sessionindex.reconcile;

import java.time.Instant;
import java.util.Map;

/**
 * A served index in figures, for metrics.
 *
 * @param sessions by status
 * @param skipped objects by reason
 * @param publishing whether this process is the one to publish it, also before it has begun to
 * @param publishedThrough as of when every user's summary is right, by the platform's that was
 *     written last; null while that claims nothing
 * @param audit the last one; null until there was one
 */
public record IndexFigures(
    String namespace,
    Map<String, Long> sessions,
    Map<String, Long> skipped,
    int dirtyUsers,
    boolean publishing,
    Instant publishedThrough,
    AuditReport audit) {}
