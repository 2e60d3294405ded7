package org.opencadc.sessionindex.scale;

import java.time.Duration;
import java.util.concurrent.Callable;

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
}
