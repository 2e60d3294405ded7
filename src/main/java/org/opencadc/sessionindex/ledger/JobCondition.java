package org.opencadc.sessionindex.ledger;

/**
 * A condition of a Job that is True.
 *
 * @param reason one word; null when there is none
 * @param time its lastTransitionTime, RFC 3339 text; null when absent
 */
public record JobCondition(String reason, String time) {}
