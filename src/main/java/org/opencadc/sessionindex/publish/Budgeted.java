package org.opencadc.sessionindex.publish;

import org.opencadc.sessionindex.publish.Budget.Lane;

/** What a budget remembers of one summary. Times are monotonic nanoseconds. Not thread-safe. */
final class Budgeted {
  private static final int FIRST_GUESS = 4 << 10;

  final Lane lane;
  final long interval;
  int lastObjects = 1;
  int lastBytes = FIRST_GUESS;
  long notBefore = Long.MIN_VALUE;
  long grantedAt;
  boolean claimed;
  int failures;

  /** The next grant does not wait until {@link #notBefore}. */
  boolean hurried;

  Budgeted(Lane lane, long interval) {
    this.lane = lane;
    this.interval = interval;
  }
}
