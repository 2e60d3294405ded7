package org.opencadc.sessionindex.publish;

/**
 * Tokens that refill at a steady rate up to what may be saved, above a burst given once. Taking may
 * run into debt, which the refill pays first: so the rate holds whatever the size of a charge.
 */
final class TokenBucket {
  private static final double NANOS = 1e9;
  private static final int WINDOW_SECONDS = 10;

  /**
   * What is granted may be a second on its way, so that what comes in ten was granted in eleven.
   */
  private static final int GRANTED_SECONDS = 11;

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
   * In no ten seconds does more arrive than ten times {@code perSecond}, half a second's worth that
   * may be saved included: the refill is slower for both.
   */
  static TokenBucket bounded(double perSecond, double burst, long nanos) {
    double saved = perSecond / 2;
    double refill = (WINDOW_SECONDS * perSecond - saved) / GRANTED_SECONDS;
    return new TokenBucket(refill, saved, burst, nanos);
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
