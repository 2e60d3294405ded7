package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The last trusted answers, to be shown as stale ones; bounded, the least used go first. */
final class LastGood<K, R> {
  private final LongSupplier nanoTime;
  private final Duration keep;
  private final BoundedRows<K, Entry<R>> entries;

  private record Entry<R>(List<R> rows, Versions versions, long readAt) {}

  LastGood(LongSupplier nanoTime, Duration keep, int mostRows) {
    this.nanoTime = nanoTime;
    this.keep = keep;
    this.entries = new BoundedRows<>(mostRows, entry -> entry.rows().size());
  }

  /**
   * Keeps an answer.
   *
   * @param readAt monotonic time at which it was so for certain, not that of the answer
   */
  synchronized void put(K key, List<R> value, Versions versions, long readAt) {
    entries.put(key, new Entry<>(value, versions, readAt));
  }

  /**
   * The last trusted answer, if it is not too old.
   *
   * @param write a version it must include; null for none
   */
  synchronized Optional<Answer<List<R>>> get(K key, String write) {
    return Optional.ofNullable(entries.get(key))
        .map(
            entry ->
                new Answer<>(
                    entry.rows(),
                    Origin.STALE_SUMMARY,
                    entry.versions(),
                    Duration.ofNanos(nanoTime.getAsLong() - entry.readAt())))
        .filter(stale -> stale.age().compareTo(keep) <= 0)
        .filter(stale -> write == null || stale.includes(write));
  }
}
