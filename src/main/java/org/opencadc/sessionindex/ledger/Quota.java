package org.opencadc.sessionindex.ledger;

/**
 * What a user's active interactive sessions hold, of one flavor: the figure of Skaha's metrics
 * ADR-0003 (InteractiveQuota), with Jobs for sessions.
 *
 * @param sessions distinct session ids
 * @param requests sum of the requests of the app containers of their pods that have not ended,
 *     bound to a node or not
 * @param limits likewise of the limits; a container without one adds nothing
 */
public record Quota(long sessions, ResourceVector requests, ResourceVector limits) {}
