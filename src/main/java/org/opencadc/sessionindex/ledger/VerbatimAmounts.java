package org.opencadc.sessionindex.ledger;

import java.util.Map;

/**
 * A container's requests or limits as the API server has them, not re-formatted: Skaha's figures
 * depend on the very text.
 *
 * @param cpu null when not given
 * @param memory null when not given
 * @param extended extended resources, never ephemeral-storage; empty when there are none
 */
public record VerbatimAmounts(String cpu, String memory, Map<String, String> extended) {

  /** A container without requests or limits. */
  public static final VerbatimAmounts NONE = new VerbatimAmounts(null, null, Map.of());
}
