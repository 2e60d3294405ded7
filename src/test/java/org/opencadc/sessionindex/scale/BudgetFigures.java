package org.opencadc.sessionindex.scale;

import java.time.Duration;
import org.opencadc.sessionindex.publish.BudgetLimits;

/**
 * What was written, against the budget. The budget bounds the mean of any ten seconds, so it is
 * judged over ten seconds; what a single second had is beside it.
 */
final class BudgetFigures {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final BudgetLimits LIMITS = BudgetLimits.DEFAULT;
  private static final int MOST_KIB = LIMITS.bytesPerSecond() / 1024;

  private BudgetFigures() {}

  /**
   * Puts the figures.
   *
   * @param prefix begins their names; may be empty
   * @param judged false while the burst of the operator's start may not be used up yet
   */
  static void put(
      Figures figures,
      String prefix,
      WriteWindows writes,
      OperatorSampler sampler,
      boolean judged) {
    figures.put(
        prefix + "userWrites.maxPerSecond",
        writes.mostPerSecond(WINDOW),
        "1/s",
        judged ? Goal.atMost(LIMITS.writesPerSecond()) : null);
    figures.put(prefix + "userWrites.fullestSecond", writes.mostPerSecond(SECOND), "1/s");
    figures.put(
        prefix + "written.maxKiBPerSecond",
        sampler.fastest(OperatorSampler.Reading::writtenBytes, WINDOW) / 1024,
        "KiB/s",
        judged ? Goal.atMost(MOST_KIB) : null);
    figures.put(prefix + "object.smallestGap", writes.smallestGap(), "s");
    figures.put(prefix + "object.maxPerSecond", writes.mostPerSecondOfOne(), "1/s", Goal.atMost(1));
    figures.note(
        prefix + "written",
        "means of any 10 s, of all summaries; the budget is for the users' alone, and the platform's"
            + " may have "
            + LIMITS.platformBytesPerSecond() / 1024
            + " KiB/s more"
            + (judged
                ? ""
                : "; the operator was just started, which allows it "
                    + (LIMITS.burstBytes() >> 20)
                    + " MiB more once"));
  }
}
