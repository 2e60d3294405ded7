package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** How old the changes are that trusted summaries do not have: never beyond the validity. */
final class MissingChanges {
  private static final Duration STEP = Duration.ofMillis(500);
  private static final Duration BEYOND = Duration.ofSeconds(5);

  private final JobHistory history;
  private final Findings findings;
  private final Duration validity;
  private final AtomicLong oldest = new AtomicLong();

  MissingChanges(JobHistory history, Findings findings, Duration validity) {
    this.history = history;
    this.findings = findings;
    this.validity = validity;
  }

  /** Age of the oldest change so far that an answer did not have, in steps of half a second. */
  Duration oldest() {
    return Duration.ofNanos(oldest.get());
  }

  /**
   * Looks for changes that an answer lacks.
   *
   * @param answeredAt on the monotonic clock
   */
  void in(String user, List<Session> answer, long answeredAt, int until) {
    for (Duration age = validity.plus(BEYOND); !age.isNegative(); age = age.minus(STEP)) {
      int from = history.at(answeredAt - age.toNanos());
      if (!history.of(user, job -> true, from, until).contains(HistoryCheck.byName(answer))) {
        oldest.accumulateAndGet(age.toNanos(), Math::max);
        if (age.compareTo(validity) > 0) {
          findings.wrong(user + " lacks a change " + age.toMillis() + " ms old");
        }
        return;
      }
    }
  }
}
