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
  /** What is to be known of the CPU. */
  static final String HOW =
      "of kube-apiserver, without what it used in a pause before: the middle one of five rounds; of"
          + " answers of 4 MiB and more all, with the collection of the garbage that they left";

  private static final int FEWEST = 5;
  private static final int MOST = 3000;
  private static final int WARM_UP = 3;

  /** Bytes of an answer whose garbage is a good part of what it costs. */
  static final long LARGE = 4L << 20;

  private static final int ROUNDS = 5;

  /** Something that is sent again and again. */
  interface Request {
    /** Sends it and waits for the end of the answer; returns the bytes that count. */
    long send() throws IOException, InterruptedException;
  }

  /**
   * What one request takes.
   *
   * @param seconds until the end of the answer
   * @param bytes that count
   */
  record Taken(double seconds, long bytes) {}

  /**
   * Repeats a read as often as fits into a time, so that the kernel's ticks of 10 ms are fine
   * enough.
   *
   * @param seconds about how long the reads take; at least five are made
   */
  static ReadCost of(
      ReadTarget target, ReadConnection connection, MeasuredServer server, double seconds)
      throws IOException, InterruptedException {
    Request read = () -> read(target, connection);
    Taken one = warmUp(read, WARM_UP, seconds / 4);
    int reads = (int) Math.max(FEWEST, Math.min(MOST, seconds / one.seconds()));
    return of(read, reads, one, server);
  }

  /**
   * Repeats a request, after a pause whose CPU is subtracted. It is sent in rounds with a pause
   * before each, and the round in the middle counts: what the API server does beside falls into one
   * and not into another. Large answers are sent without rounds: what they leave to be collected is
   * collected at once and counts, without what a collection costs anyhow. Beside small ones that
   * would be noise alone.
   *
   * @param times how often; five times at least
   * @param one as {@link #warmUp} returned it
   */
  static ReadCost of(Request request, int times, Taken one, MeasuredServer server)
      throws IOException, InterruptedException {
    server.settle();
    return one.bytes() >= LARGE
        ? ofLarge(request, times, one.seconds(), server)
        : inRounds(request, Math.max(1, times / ROUNDS), one.seconds(), server);
  }

  private static ReadCost ofLarge(Request request, int times, double each, MeasuredServer server)
      throws IOException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    server.collectGarbage();
    double idleBegin = server.cpuSeconds();
    Thread.sleep((long) (1000 * each * times));
    server.collectGarbage();
    double begin = server.cpuSeconds();
    long bytes = send(request, times, millis);
    server.collectGarbage();
    double cpu = server.cpuSeconds() - begin - (begin - idleBegin);
    return new ReadCost(bytes / times, Math.max(0, 1000 * cpu / times), millis);
  }

  private static ReadCost inRounds(Request request, int inRound, double each, MeasuredServer server)
      throws IOException, InterruptedException {
    double[] cpu = new double[ROUNDS];
    List<Double> millis = new ArrayList<>();
    long bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long paused = server.nanoTime();
      double idleBegin = server.cpuSeconds();
      Thread.sleep((long) (1000 * each * inRound));
      long sent = server.nanoTime();
      double begin = server.cpuSeconds();
      bytes += send(request, inRound, millis);
      double used = server.cpuSeconds() - begin;
      double longer = (server.nanoTime() - sent) / (double) (sent - paused);
      cpu[round] = used - (begin - idleBegin) * longer;
    }
    double one = 1000 * Percentiles.of(cpu).at(50) / inRound;
    return new ReadCost(bytes / millis.size(), Math.max(0, one), millis);
  }

  private static long send(Request request, int times, List<Double> millis)
      throws IOException, InterruptedException {
    long bytes = 0;
    for (int i = 0; i < times; i++) {
      long sent = System.nanoTime();
      bytes += request.send();
      millis.add((System.nanoTime() - sent) / 1e6);
    }
    return bytes;
  }

  /**
   * Repeats a request until compilers and caches have settled.
   *
   * @param fewest how often at least
   * @param seconds how long at least, if that is not too often
   * @return what one took, in the mean; bytes of the last one
   */
  static Taken warmUp(Request request, int fewest, double seconds)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    int sent = 0;
    double took = 0;
    long bytes = 0;
    while (sent < fewest || (took < seconds && sent < MOST)) {
      bytes = request.send();
      sent++;
      took = (System.nanoTime() - start) / 1e9;
    }
    return new Taken(took / sent, bytes);
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
