package org.opencadc.sessionindex.publish;

import org.opencadc.sessionindex.publish.Budget.Lane;

/** The tokens of a budget, and which of them each lane and each size takes. Not thread-safe. */
final class BudgetTokens {
  private static final int LARGE = 16 << 10;

  private final TokenBucket writes;
  private final TokenBucket bytes;
  private final TokenBucket largeBytes;
  private final TokenBucket publicBytes;
  private final TokenBucket platformBytes;

  BudgetTokens(BudgetLimits limits, long nanos) {
    int rate = limits.bytesPerSecond();
    int burst = limits.burstBytes();
    this.writes = TokenBucket.bounded(limits.writesPerSecond(), limits.burstWrites(), nanos);
    this.bytes = TokenBucket.bounded(rate, burst, nanos);
    this.largeBytes = TokenBucket.bounded(rate / 2.0, burst / 2.0, nanos);
    this.publicBytes = TokenBucket.bounded(rate / 4.0, burst / 4.0, nanos);
    this.platformBytes = TokenBucket.steady(limits.platformBytesPerSecond(), 0, nanos);
  }

  /** Whether a lane has tokens left for an object that is not large. */
  boolean open(Lane lane, long nanos) {
    if (lane == Lane.PLATFORM) {
      return platformBytes.open(nanos);
    }
    boolean share = lane == Lane.USER || publicBytes.open(nanos);
    return share && writes.open(nanos) && bytes.open(nanos);
  }

  /** Whether an object of that size is kept from being written because it is large. */
  boolean tooLarge(Lane lane, int size, long nanos) {
    return lane != Lane.PLATFORM && size > LARGE && !largeBytes.open(nanos);
  }

  /** How many times its least interval a lane's object of that size keeps away. */
  static double spacing(Lane lane, int size) {
    return lane == Lane.PLATFORM ? 1 : Math.max(1, size / (double) LARGE);
  }

  /** Takes what was written together; what is negative is given back. */
  void charge(Lane lane, int objects, int size) {
    if (lane == Lane.PLATFORM) {
      platformBytes.charge(size);
      return;
    }
    publicBytes.charge(lane == Lane.PUBLIC ? size : 0);
    writes.charge(objects);
    bytes.charge(size);
    largeBytes.charge(Math.abs(size) > LARGE ? size : 0);
  }
}
