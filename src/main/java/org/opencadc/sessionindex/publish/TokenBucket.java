package org.opencadc.sessionindex.publish;

/**
 * Tokens that refill at a steady rate up to one second's worth, above a burst given once. Taking
 * may run into debt, which the refill pays first: so the rate holds whatever the size of a charge.
 */
final class TokenBucket {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private double tokens;
  private double burst;
  private long refilled;

  TokenBucket(double perSecond, double burst, long nanos) {
    this.perSecond = perSecond;
    this.tokens = Math.max(burst, perSecond);
    this.burst = tokens;
    this.refilled = nanos;
  }

  /** Takes tokens; a negative amount gives back what was taken and not used. */
  void charge(double amount) {
    burst -= amount;
    // what was refilled meanwhile must not come on top of what is given back
    tokens = Math.min(tokens - amount, Math.max(perSecond, burst));
  }

  boolean open(long nanos) {
    refill(nanos);
    return tokens > 0;
  }

  private void refill(long nanos) {
    double added = (nanos - refilled) / NANOS * perSecond;
    refilled = nanos;
    if (tokens < perSecond) {
      tokens = Math.min(perSecond, tokens + added);
    }
  }
}
