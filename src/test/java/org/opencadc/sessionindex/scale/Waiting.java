package org.opencadc.sessionindex.scale;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Waits for something, and says what it was when it did not come. */
final class Waiting {
  private Waiting() {}

  /**
   * Asks again and again until the answer is yes.
   *
   * @param what is waited for, for the message
   * @throws IllegalStateException when it did not come in time
   */
  static void until(String what, Duration most, Duration pause, Callable<Boolean> question)
      throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    try {
      while (!question.call()) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("not within " + most.toSeconds() + " s: " + what);
        }
        Thread.sleep(pause.toMillis());
      }
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(what, e);
    }
  }

  /**
   * Ends a pool's work and waits for what is under way; for closing, which cannot be interrupted.
   */
  static void forEnd(ExecutorService threads, Duration most) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("work did not end within " + most.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while work was to end", e);
    }
  }
}
