package org.opencadc.sessionindex.publish;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns grants of the budget into events, one thread for all indexes. */
public final class Pacer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Pacer.class);
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** After a grant: what could not go with it for want of a place may go when that is done. */
  private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Budget budget;
  private final Consumer<List<SummaryKey>> dispatch;
  private final Runnable tick;
  private final LongSupplier ticker;
  private final Thread thread;
  private volatile long alive;
  private volatile boolean closed;
  private long nextTick;

  /**
   * A pacer that does not run yet.
   *
   * @param dispatch raises the events of granted summaries; must not block
   * @param tick called twice a second, for heartbeats
   */
  public Pacer(
      Budget budget, Consumer<List<SummaryKey>> dispatch, Runnable tick, LongSupplier ticker) {
    this.budget = budget;
    this.dispatch = dispatch;
    this.tick = tick;
    this.ticker = ticker;
    this.alive = ticker.getAsLong();
    this.thread = new Thread(this::run, "pacer");
    thread.setDaemon(true);
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** How long ago the thread last went round, in nanoseconds; for liveness. */
  public long nanosSinceRound() {
    return ticker.getAsLong() - alive;
  }

  private void run() {
    nextTick = ticker.getAsLong();
    try {
      while (!closed) {
        alive = ticker.getAsLong();
        TimeUnit.NANOSECONDS.sleep(round(alive) ? SOON_NANOS : STEP_NANOS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether something was granted. */
  private boolean round(long now) {
    try {
      if (now - nextTick >= 0) {
        nextTick = now + TICK_NANOS;
        tick.run();
      }
      List<SummaryKey> granted = budget.grant();
      if (!granted.isEmpty()) {
        dispatch.accept(granted);
      }
      return !granted.isEmpty();
    } catch (RuntimeException e) {
      // one bad round must not end all publishing; what was granted comes back unclaimed
      log.error("pacing failed: {}", e.toString());
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
