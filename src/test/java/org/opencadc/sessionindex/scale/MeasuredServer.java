package org.opencadc.sessionindex.scale;

import java.io.IOException;
import java.util.function.LongSupplier;

/** The API server's CPU, of which its garbage is a part that falls due at some time or other. */
final class MeasuredServer {
  private static final long SETTLED_MILLIS = 500;
  private static final int SETTLING = 20;

  /** Seconds of CPU in such a time, beside which a request is to be measured. */
  private static final double CALM = 0.05;

  private final ProcessMeter meter;
  private final LongSupplier ticker;
  private final Collecting collection;

  /** Has the server collect its garbage, and returns when it has. */
  interface Collecting {
    /** Collects. */
    void run() throws IOException, InterruptedException;
  }

  /**
   * A server.
   *
   * @param ticker monotonic nanoseconds
   * @param collection null when there is no time for it, nor for calm
   */
  MeasuredServer(ProcessMeter meter, LongSupplier ticker, Collecting collection) {
    this.meter = meter;
    this.ticker = ticker;
    this.collection = collection;
  }

  static MeasuredServer of(Stage stage) {
    return new MeasuredServer(
        stage.apiServer(),
        System::nanoTime,
        stage.smoke() ? null : () -> stage.http().get("/debug/pprof/heap?gc=1").orThrow());
  }

  /** CPU seconds since its start. */
  double cpuSeconds() {
    return meter.cpuSeconds();
  }

  /** Monotonic nanoseconds. */
  long nanoTime() {
    return ticker.getAsLong();
  }

  /** Has it collect what is garbage by now. */
  void collectGarbage() throws IOException, InterruptedException {
    if (collection != null) {
      collection.run();
    }
  }

  /** After large answers it is busy for a while, which no pause may count. */
  void settle() throws InterruptedException {
    double used = collection == null ? 0 : CALM;
    for (int i = 0; i < SETTLING && used >= CALM; i++) {
      double begin = cpuSeconds();
      Thread.sleep(SETTLED_MILLIS);
      used = cpuSeconds() - begin;
    }
  }
}
