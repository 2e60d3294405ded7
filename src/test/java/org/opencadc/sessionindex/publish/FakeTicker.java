package org.opencadc.sessionindex.publish;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Monotonic nanoseconds that pass when a test says so; they begin below zero, as they may. */
final class FakeTicker implements LongSupplier {
  private long nanos = -1_000_000_007L;

  @Override
  public long getAsLong() {
    return nanos;
  }

  void advance(Duration time) {
    nanos += time.toNanos();
  }
}
