package org.opencadc.sessionindex.scale;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** Reads the operator's metrics and its process again and again, on a thread of its own. */
final class OperatorSampler implements AutoCloseable {
  private static final List<String> COLUMNS =
      List.of(
          "seconds",
          "writes",
          "written_bytes",
          "dirty_users",
          "queued_summaries",
          "cpu_seconds",
          "heap_bytes",
          "rss_bytes",
          "oldest_backlog_seconds");

  private final OperatorProcess operator;
  private final DoubleSupplier oldest;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final List<Reading> readings = new ArrayList<>();
  private RuntimeException failure;

  /** The operator at a time; counters since its start. */
  record Reading(
      long nanos,
      double writes,
      double writtenBytes,
      double dirtyUsers,
      double queued,
      double cpuSeconds,
      double heapBytes,
      double rssBytes,
      double oldestSeconds) {

    static Reading of(OperatorProcess operator, double oldest) {
      PrometheusText text = operator.metrics();
      return new Reading(
          System.nanoTime(),
          text.sum("session_index_writes_total", Map.of()),
          text.sum("session_index_written_bytes_total", Map.of()),
          text.sum("session_index_dirty_users", Map.of()),
          text.sum("session_index_queued_summaries", Map.of()),
          operator.meter().cpuSeconds(),
          text.sum("jvm_memory_used_bytes", Map.of("area", "heap")),
          operator.meter().rssBytes(),
          oldest);
    }

    private double[] row(long start) {
      return new double[] {
        (nanos - start) / 1e9,
        writes,
        writtenBytes,
        dirtyUsers,
        queued,
        cpuSeconds,
        heapBytes,
        rssBytes,
        oldestSeconds
      };
    }
  }

  /**
   * Samples that begin at once.
   *
   * @param oldest how old the oldest change is that is not published, in seconds
   */
  OperatorSampler(OperatorProcess operator, Duration period, DoubleSupplier oldest) {
    this.operator = operator;
    this.oldest = oldest;
    var unused =
        thread.scheduleAtFixedRate(this::sample, 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sample() {
    try {
      Reading reading = Reading.of(operator, oldest.getAsDouble());
      synchronized (this) {
        readings.add(reading);
      }
    } catch (RuntimeException e) {
      synchronized (this) {
        failure = e;
      }
    }
  }

  /** What was read so far; throws when a reading failed, as when the operator ended. */
  synchronized List<Reading> readings() {
    if (failure != null) {
      throw new IllegalStateException("the operator could not be read", failure);
    }
    return List.copyOf(readings);
  }

  /** How many users' summaries were behind at the last reading. */
  double latestDirtyUsers() {
    List<Reading> all = readings();
    return all.get(all.size() - 1).dirtyUsers();
  }

  /**
   * The greatest growth of a counter per second, as the mean of any such time or little more; of
   * all the time when that is shorter.
   */
  double fastest(ToDoubleFunction<Reading> counter, Duration window) {
    List<Reading> all = readings();
    double fastest = mean(counter);
    int first = 0;
    for (Reading last : all.subList(1, all.size())) {
      while (last.nanos() - all.get(first + 1).nanos() >= window.toNanos()) {
        first++;
      }
      if (last.nanos() - all.get(first).nanos() >= window.toNanos()) {
        fastest = Math.max(fastest, perSecond(all.get(first), last, counter));
      }
    }
    return fastest;
  }

  /** The growth of a counter per second over all readings. */
  double mean(ToDoubleFunction<Reading> counter) {
    List<Reading> all = readings();
    return perSecond(all.get(0), all.get(all.size() - 1), counter);
  }

  /** The greatest value. */
  double most(ToDoubleFunction<Reading> gauge) {
    return readings().stream().mapToDouble(gauge).max().orElse(0);
  }

  /** The mean of a gauge over a part of the time, such as the last third: 2/3 to 1. */
  double mean(ToDoubleFunction<Reading> gauge, double from, double to) {
    List<Reading> all = readings();
    return all.subList((int) (all.size() * from), (int) (all.size() * to)).stream()
        .mapToDouble(gauge)
        .average()
        .orElse(0);
  }

  private static double perSecond(Reading a, Reading b, ToDoubleFunction<Reading> counter) {
    return (counter.applyAsDouble(b) - counter.applyAsDouble(a)) / ((b.nanos() - a.nanos()) / 1e9);
  }

  /** Writes all readings to a CSV file. */
  void writeTo(Figures figures, String name) {
    List<Reading> all = readings();
    long start = all.get(0).nanos();
    figures.samples(
        name, COLUMNS, all.stream().map(reading -> reading.row(start)).toArray(double[][]::new));
  }

  @Override
  public void close() {
    Waiting.forEnd(thread, Duration.ofSeconds(15));
  }
}
