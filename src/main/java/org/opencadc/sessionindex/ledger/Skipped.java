package org.opencadc.sessionindex.ledger;

import java.util.List;

/**
 * Objects skipped for one reason.
 *
 * @param count how many there are now
 * @param uids up to five of them, never names: Job names end in session ids
 */
public record Skipped(long count, List<String> uids) {}
