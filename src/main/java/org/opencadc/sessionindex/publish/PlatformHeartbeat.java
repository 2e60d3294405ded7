package org.opencadc.sessionindex.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublicThrough;

/**
 * When the platform's summary is to be rewritten even if its figures are the same: after a while,
 * and as soon as what it says beside them is not so any more. Any thread may ask and hasten; the
 * summary is written by one at a time.
 */
final class PlatformHeartbeat {
  private final long everyNanos;
  private final Currency currency;
  private final WrittenUsers written;
  private final Supplier<PublicThrough> publicThrough;
  private final LongSupplier ticker;
  private final AtomicInteger hastened = new AtomicInteger(1);
  private volatile long writtenAt;
  private volatile Said said = new Said(0, 0, null, false, false);

  /**
   * It is due at once.
   *
   * @param publicThrough what the public rows reflect; gives null when that is not to be claimed
   * @param ticker monotonic nanoseconds
   */
  PlatformHeartbeat(
      Duration every,
      Currency currency,
      WrittenUsers written,
      Supplier<PublicThrough> publicThrough,
      LongSupplier ticker) {
    this.everyNanos = every.toNanos();
    this.currency = currency;
    this.written = written;
    this.publicThrough = publicThrough;
    this.ticker = ticker;
  }

  /**
   * What the summary said when it was written.
   *
   * @param haste how often it was hastened before it was composed
   * @param writes how many writes of users it told
   * @param through as of when it claimed every user's summary to be right; null if it did not
   * @param nodes whether it showed nodes
   * @param publicRows whether it claimed anything of the public rows
   */
  record Said(int haste, long writes, Instant through, boolean nodes, boolean publicRows) {}

  /** Whether the summary is to be rewritten now. */
  boolean due() {
    long last = writtenAt;
    Said before = said;
    boolean nodesCameOrWent = before.nodes() != (currency.nodesProvenAt() != null);
    // readers keep nothing before the users are claimed
    boolean writesToTell = before.through() != null && written.count() != before.writes();
    return hastened.get() != before.haste()
        || nodesCameOrWent
        || writesToTell
        || before.publicRows() != (publicThrough.get() != null)
        || ticker.getAsLong() - last >= everyNanos;
  }

  /** What the summary that was written last claims of every user's; null if it claims nothing. */
  Instant publishedThrough() {
    return said.through();
  }

  /** Makes it due now. */
  void hasten() {
    hastened.incrementAndGet();
  }

  /** How often it was hastened; what comes after this is about what is not said yet. */
  int haste() {
    return hastened.get();
  }

  /** The summary was written just now. */
  void wrote(Said now) {
    writtenAt = ticker.getAsLong();
    said = now;
  }
}
