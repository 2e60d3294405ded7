package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The last trusted answers, to be shown as stale ones; bounded, the least used go first. */
final class LastGood<K, R> {
  private final LongSupplier nanoTime;
  private final long keepNanos;
  private final BoundedRows<K, Entry<R>> entries;

  private record Entry<R>(List<R> rows, Versions versions, long readAt) {}

  LastGood(LongSupplier nanoTime, Duration keep, int mostRows) {
    this.nanoTime = nanoTime;
    this.keepNanos = keep.toNanos();
    this.entries = new BoundedRows<>(mostRows, entry -> entry.rows().size());
  }

  synchronized void put(K key, List<R> value, Versions versions) {
    entries.put(key, new Entry<>(value, versions, nanoTime.getAsLong()));
  }

  /** The last trusted answer, if it is not too old. */
  synchronized Optional<Answer<List<R>>> get(K key) {
    Entry<R> entry = entries.get(key);
    long age = entry == null ? 0 : nanoTime.getAsLong() - entry.readAt();
    return entry == null || age > keepNanos
        ? Optional.empty()
        : Optional.of(
            new Answer<>(
                entry.rows(), Origin.STALE_SUMMARY, entry.versions(), Duration.ofNanos(age)));
  }
}
