package org.opencadc.sessionindex.reader;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a {@link ShadowComparison} found since it began, for metrics; no label names a user or a
 * session. Thread-safe.
 */
public final class ShadowCounts {
  private final Map<ShadowOutcome, LongAdder> outcomes = new EnumMap<>(ShadowOutcome.class);
  private final Map<ShadowDifference, LongAdder> differences =
      new EnumMap<>(ShadowDifference.class);

  ShadowCounts() {
    for (ShadowOutcome outcome : ShadowOutcome.values()) {
      outcomes.put(outcome, new LongAdder());
    }
    for (ShadowDifference difference : ShadowDifference.values()) {
      differences.put(difference, new LongAdder());
    }
  }

  /** LISTs by what became of them; those that wait are not among them. */
  public long outcomes(ShadowOutcome outcome) {
    return outcomes.get(outcome).sum();
  }

  /**
   * LISTs that {@link ShadowOutcome#DIFFERED} in this, among other things perhaps; however many
   * sessions did.
   */
  public long differences(ShadowDifference difference) {
    return differences.get(difference).sum();
  }

  void ended(ShadowOutcome outcome) {
    outcomes.get(outcome).increment();
  }

  void differed(Set<ShadowDifference> found) {
    found.forEach(difference -> differences.get(difference).increment());
  }
}
