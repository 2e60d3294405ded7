package org.opencadc.sessionindex.leader;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.opencadc.sessionindex.http.WriteFence;

/**
 * Whether this process may write now. A holder of the Lease may, until the deadline after its last
 * renewal: whoever was paused finds out here, before anybody tells it. Thread-safe.
 */
public final class Leadership implements WriteFence {
  private final LongSupplier ticker;
  private final long deadlineNanos;
  private volatile boolean holds;
  private volatile long renewedAt;

  /**
   * Nothing is held yet.
   *
   * @param deadline how long a renewal lets write; shorter than the Lease by more than a request
   *     takes
   * @param ticker monotonic nanoseconds that go on while the process is paused
   */
  public Leadership(Duration deadline, LongSupplier ticker) {
    this.deadlineNanos = deadline.toNanos();
    this.ticker = ticker;
  }

  /** Of a process that has no replicas: it may always write. */
  public static Leadership alone() {
    Leadership alone = new Leadership(Duration.ZERO, () -> 0);
    alone.acquired();
    return alone;
  }

  /** Whether this process leads and may write. */
  public boolean leading() {
    return holds && ticker.getAsLong() - renewedAt <= deadlineNanos;
  }

  @Override
  public void check() throws IOException {
    if (!leading()) {
      throw new IOException("not sent: this replica does not hold the Lease");
    }
  }

  /** The Lease was written in our name, with a time of renewal that is that moment's or later. */
  void renewed(long nanos) {
    renewedAt = nanos;
  }

  /** The Lease is ours; {@link #renewed} was called before. */
  void acquired() {
    holds = true;
  }

  /** The Lease is not ours any more, or about to be given up. */
  void lost() {
    holds = false;
  }
}
