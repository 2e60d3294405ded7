package org.opencadc.sessionindex.ledger;

import java.util.Map;

/**
 * Amounts of resources as exact integers.
 *
 * @param cpuMillis CPU in thousandths of a core, rounded up as the scheduler does
 * @param memoryBytes memory in bytes, rounded up
 * @param extended extended resources (names with a domain that is not kubernetes.io) in whole
 *     units; no zero values, immutable
 */
public record ResourceVector(long cpuMillis, long memoryBytes, Map<String, Long> extended) {

  /** Nothing of anything. */
  public static final ResourceVector ZERO = new ResourceVector(0, 0, Map.of());
}
