package org.opencadc.sessionindex.publish;

/**
 * Tokens that refill at a steady rate up to one second's worth, above a burst given once. Taking
 * may run into debt, which the refill pays first: so the rate holds whatever the size of a charge.
 */
final class TokenBucket {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private double tokens;
  private long refilled;

  TokenBucket(double perSecond, double burst, long nanos) {
    this.perSecond = perSecond;
    this.tokens = Math.max(burst, perSecond);
    this.refilled = nanos;
  }

  boolean open(long nanos) {
    refill(nanos);
    return tokens > 0;
  }

  void charge(double amount) {
    tokens -= amount;
  }

  /** Nanoseconds until the bucket is open again; 0 when it is. */
  long nanosUntilOpen(long nanos) {
    refill(nanos);
    return tokens > 0 ? 0 : (long) Math.ceil((-tokens / perSecond) * NANOS) + 1;
  }

  private void refill(long nanos) {
    double added = (nanos - refilled) / NANOS * perSecond;
    refilled = nanos;
    if (tokens < perSecond) {
      tokens = Math.min(perSecond, tokens + added);
    }
  }
}
