package org.opencadc.sessionindex.reconcile;

import java.util.Map;

/**
 * A served index in figures, for metrics.
 *
 * @param sessions by status
 * @param skipped objects by reason
 * @param audit the last one; null until there was one
 */
public record IndexFigures(
    String namespace,
    Map<String, Long> sessions,
    Map<String, Long> skipped,
    int dirtyUsers,
    AuditReport audit) {}
