package org.opencadc.sessionindex.scale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a read costs, or a write.
 *
 * @param bytes of the answer, or of what is written
 * @param cpuMillis of the API server, without what it used anyhow
 * @param millis from the request to the end of the answer, one value each
 */
record ReadCost(long bytes, double cpuMillis, List<Double> millis) {
  private static final int FEWEST = 5;
  private static final int MOST = 3000;
  private static final int WARM_UP = 3;
  private static final long SETTLED_MILLIS = 500;
  private static final int SETTLING = 20;

  /** Seconds of CPU in such a time, beside which a read is to be measured. */
  private static final double CALM = 0.05;

  /**
   * Repeats a read as often as fits into a time, so that the kernel's ticks of 10 ms are fine
   * enough, after an equally long pause whose CPU is subtracted.
   *
   * @param seconds about how long the reads take; at least five are made
   */
  static ReadCost of(
      ReadTarget target, ReadConnection connection, ProcessMeter server, double seconds)
      throws IOException, InterruptedException {
    double each = warmUp(target, connection, seconds / 4);
    int reads = (int) Math.max(FEWEST, Math.min(MOST, seconds / each));
    settle(server);
    double idleBegin = server.cpuSeconds();
    Thread.sleep((long) (1000 * each * reads));
    double idle = server.cpuSeconds() - idleBegin;
    return measured(target, connection, server, reads, idle);
  }

  /** After large answers the API server collects garbage for a while, which no pause may count. */
  static void settle(ProcessMeter server) throws InterruptedException {
    double used = CALM;
    for (int i = 0; i < SETTLING && used >= CALM; i++) {
      double begin = server.cpuSeconds();
      Thread.sleep(SETTLED_MILLIS);
      used = server.cpuSeconds() - begin;
    }
  }

  /** Lets compilers and caches settle; returns seconds of a read. */
  private static double warmUp(ReadTarget target, ReadConnection connection, double seconds)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    int reads = 0;
    double took = 0;
    while (reads < WARM_UP || (took < seconds && reads < MOST)) {
      read(target, connection);
      reads++;
      took = (System.nanoTime() - start) / 1e9;
    }
    return took / reads;
  }

  private static ReadCost measured(
      ReadTarget target, ReadConnection connection, ProcessMeter server, int reads, double idle)
      throws IOException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    long bytes = 0;
    double begin = server.cpuSeconds();
    for (int i = 0; i < reads; i++) {
      long sent = System.nanoTime();
      bytes += read(target, connection);
      millis.add((System.nanoTime() - sent) / 1e6);
    }
    double cpu = server.cpuSeconds() - begin - idle;
    return new ReadCost(bytes / reads, Math.max(0, 1000 * cpu / reads), millis);
  }

  private static long read(ReadTarget target, ReadConnection connection)
      throws IOException, InterruptedException {
    long bytes = 0;
    for (String path : target.paths()) {
      bytes += connection.read(path, target.encoding());
    }
    return bytes;
  }
}
