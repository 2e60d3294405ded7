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
  private static final int MANY = 100;
  private static final int ROUNDS = 5;
  private static final long SETTLED_MILLIS = 500;
  private static final int SETTLING = 20;

  /** Seconds of CPU in such a time, beside which a read is to be measured. */
  private static final double CALM = 0.05;

  /** Something that is sent again and again. */
  interface Request {
    /** Sends it and waits for the end of the answer; returns the bytes that count. */
    long send() throws IOException, InterruptedException;
  }

  /**
   * Repeats a read as often as fits into a time, so that the kernel's ticks of 10 ms are fine
   * enough.
   *
   * @param seconds about how long the reads take; at least five are made
   * @param settled whether to wait until the API server is calm
   */
  static ReadCost of(
      ReadTarget target,
      ReadConnection connection,
      ProcessMeter server,
      double seconds,
      boolean settled)
      throws IOException, InterruptedException {
    Request read = () -> read(target, connection);
    double each = warmUp(read, WARM_UP, seconds / 4);
    int reads = (int) Math.max(FEWEST, Math.min(MOST, seconds / each));
    return of(read, reads, each, server, settled);
  }

  /**
   * Repeats a request, after an equally long pause whose CPU is subtracted. Many are sent in rounds
   * with a pause before each, and the round in the middle counts: what the API server does beside
   * falls into one and not into another.
   *
   * @param each seconds that one takes, as {@link #warmUp} returned it
   * @param settled whether to wait before until the API server is calm
   */
  static ReadCost of(Request request, int times, double each, ProcessMeter server, boolean settled)
      throws IOException, InterruptedException {
    if (settled) {
      settle(server);
    }
    int rounds = times < MANY ? 1 : ROUNDS;
    int inRound = times / rounds;
    double[] cpu = new double[rounds];
    List<Double> millis = new ArrayList<>();
    long bytes = 0;
    for (int round = 0; round < rounds; round++) {
      double idleBegin = server.cpuSeconds();
      Thread.sleep((long) (1000 * each * inRound));
      double begin = server.cpuSeconds();
      double idle = begin - idleBegin;
      for (int i = 0; i < inRound; i++) {
        long sent = System.nanoTime();
        bytes += request.send();
        millis.add((System.nanoTime() - sent) / 1e6);
      }
      cpu[round] = server.cpuSeconds() - begin - idle;
    }
    double one = 1000 * Percentiles.of(cpu).at(50) / inRound;
    return new ReadCost(bytes / millis.size(), Math.max(0, one), millis);
  }

  /**
   * Repeats a request until compilers and caches have settled.
   *
   * @param fewest how often at least
   * @param seconds how long at least, if that is not too often
   * @return seconds that one took
   */
  static double warmUp(Request request, int fewest, double seconds)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    int sent = 0;
    double took = 0;
    while (sent < fewest || (took < seconds && sent < MOST)) {
      long unused = request.send();
      sent++;
      took = (System.nanoTime() - start) / 1e9;
    }
    return took / sent;
  }

  /** After large answers the API server collects garbage for a while, which no pause may count. */
  private static void settle(ProcessMeter server) throws InterruptedException {
    double used = CALM;
    for (int i = 0; i < SETTLING && used >= CALM; i++) {
      double begin = server.cpuSeconds();
      Thread.sleep(SETTLED_MILLIS);
      used = server.cpuSeconds() - begin;
    }
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
