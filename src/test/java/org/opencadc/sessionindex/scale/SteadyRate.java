package org.opencadc.sessionindex.scale;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Does something at a steady rate, on several threads; what falls behind is caught up. It ends at
 * the first failure.
 */
final class SteadyRate implements AutoCloseable {
  private static final int THREADS = 8;

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
  private final Action action;
  private volatile Exception failure;

  /** What is done. */
  interface Action {
    /** Does it once. */
    void run() throws Exception;
  }

  /** Begins at once. */
  SteadyRate(double perSecond, Action action) {
    this.action = action;
    long period = (long) (THREADS * 1e9 / perSecond);
    for (int i = 0; i < THREADS; i++) {
      var unused =
          threads.scheduleAtFixedRate(
              this::step, i * period / THREADS, period, TimeUnit.NANOSECONDS);
    }
  }

  private void step() {
    if (failure != null) {
      return;
    }
    try {
      action.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      failure = e;
    }
  }

  /** Throws when it failed. */
  void check() {
    if (failure != null) {
      throw new IllegalStateException("what was to be done steadily failed", failure);
    }
  }

  /** Ends; what is under way is finished. */
  @Override
  public void close() {
    Waiting.forEnd(threads, Duration.ofMinutes(1));
  }
}
