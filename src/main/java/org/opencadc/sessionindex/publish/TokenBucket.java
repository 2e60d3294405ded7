package org.opencadc.sessionindex.publish;

/**
 * Tokens that refill at a steady rate up to what may be saved, above a burst given once. Taking may
 * run into debt, which the refill pays first: so the rate holds whatever the size of a charge.
 */
final class TokenBucket {
  private static final double NANOS = 1e9;
  private static final int WINDOW_SECONDS = 10;

  private final double perSecond;
  private final double saved;
  private double tokens;
  private double burst;
  private long refilled;

  private TokenBucket(double perSecond, double saved, double burst, long nanos) {
    this.perSecond = perSecond;
    this.saved = saved;
    this.tokens = Math.max(burst, saved);
    this.burst = tokens;
    this.refilled = nanos;
  }

  /** As many as {@code perSecond} for ever, and one second's worth saved on top of them. */
  static TokenBucket steady(double perSecond, double burst, long nanos) {
    return new TokenBucket(perSecond, perSecond, burst, nanos);
  }

  /**
   * In no ten seconds more than ten times {@code perSecond}, what was saved included: the refill is
   * slower by a tenth of the second's worth that may be saved.
   */
  static TokenBucket bounded(double perSecond, double burst, long nanos) {
    return new TokenBucket(perSecond - perSecond / WINDOW_SECONDS, perSecond, burst, nanos);
  }

  /** Takes tokens; a negative amount gives back what was taken and not used. */
  void charge(double amount) {
    burst -= amount;
    // what was refilled meanwhile must not come on top of what is given back
    tokens = Math.min(tokens - amount, Math.max(saved, burst));
  }

  boolean open(long nanos) {
    refill(nanos);
    return tokens > 0;
  }

  private void refill(long nanos) {
    double added = (nanos - refilled) / NANOS * perSecond;
    refilled = nanos;
    if (tokens < saved) {
      tokens = Math.min(saved, tokens + added);
    }
  }
}
