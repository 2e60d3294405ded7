package org.opencadc.sessionindex.ledger;

import java.util.HashMap;
import java.util.Map;

/**
 * Amounts of resources as exact integers. Sums wrap around like any long, so that taking out what
 * was put in always leads back.
 *
 * @param cpuMillis CPU in thousandths of a core, rounded up as the scheduler does
 * @param memoryBytes memory in bytes, rounded up
 * @param extended extended resources (names with a domain that is not kubernetes.io) in whole
 *     units; never null, zero values are dropped, immutable
 */
public record ResourceVector(long cpuMillis, long memoryBytes, Map<String, Long> extended) {

  /** Nothing of anything. */
  public static final ResourceVector ZERO = new ResourceVector(0, 0, Map.of());

  /** Drops zero values, so that equal amounts are equal records. */
  public ResourceVector {
    if (!extended.isEmpty() && extended.containsValue(0L)) {
      Map<String, Long> counted = new HashMap<>(extended);
      counted.values().removeIf(amount -> amount == 0L);
      extended = counted;
    }
    extended = Map.copyOf(extended);
  }

  /** Whether this is nothing of anything. */
  public boolean isZero() {
    return cpuMillis == 0 && memoryBytes == 0 && extended.isEmpty();
  }

  /** The sum, resource by resource. */
  public ResourceVector plus(ResourceVector other) {
    if (other.isZero()) {
      return this;
    }
    return isZero() ? other : plusTimes(other, 1);
  }

  /** The difference, resource by resource; negative where the other has more. */
  public ResourceVector minus(ResourceVector other) {
    return other.isZero() ? this : plusTimes(other, -1);
  }

  /** This sum with one part of it replaced. */
  public ResourceVector moved(ResourceVector from, ResourceVector to) {
    return from.equals(to) ? this : minus(from).plus(to);
  }

  /** Every amount times a factor. */
  public ResourceVector times(long factor) {
    return factor == 1 || isZero() ? this : ZERO.plusTimes(this, factor);
  }

  /** The larger of both, resource by resource. */
  public ResourceVector max(ResourceVector other) {
    Map<String, Long> larger = new HashMap<>(extended);
    other.extended.forEach((name, amount) -> larger.merge(name, amount, Math::max));
    return new ResourceVector(
        Math.max(cpuMillis, other.cpuMillis), Math.max(memoryBytes, other.memoryBytes), larger);
  }

  private ResourceVector plusTimes(ResourceVector other, long factor) {
    return new ResourceVector(
        cpuMillis + factor * other.cpuMillis,
        memoryBytes + factor * other.memoryBytes,
        other.extended.isEmpty() ? extended : extendedPlusTimes(other.extended, factor));
  }

  private Map<String, Long> extendedPlusTimes(Map<String, Long> others, long factor) {
    Map<String, Long> sums = new HashMap<>(extended);
    for (Map.Entry<String, Long> other : others.entrySet()) {
      sums.merge(other.getKey(), factor * other.getValue(), Long::sum);
    }
    return sums;
  }
}
