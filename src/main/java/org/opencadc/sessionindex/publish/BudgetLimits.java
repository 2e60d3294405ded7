package org.opencadc.sessionindex.publish;

/**
 * What the user summaries of all indexes may cost together, and the platform's own share.
 *
 * @param writesPerSecond writes of user summaries, as the mean of any ten seconds; a single one may
 *     have what was saved by then
 * @param bytesPerSecond bytes of user summaries, likewise; objects above 16 KiB get at most half of
 *     it
 * @param platformBytesPerSecond reserved for platform summaries
 * @param burstWrites once, after the start
 * @param burstBytes once, after the start
 */
public record BudgetLimits(
    int writesPerSecond,
    int bytesPerSecond,
    int platformBytesPerSecond,
    int burstWrites,
    int burstBytes) {

  /** 50 writes and 256 KiB a second, 64 KiB for the platform; 200 writes and 8 MiB at the start. */
  public static final BudgetLimits DEFAULT =
      new BudgetLimits(50, 256 << 10, 64 << 10, 200, 8 << 20);
}
