package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The last trusted answers, to be shown as stale ones; bounded, the least used go first. */
final class LastGood<K, R> {
  private final LongSupplier nanoTime;
  private final long keepNanos;
  private final int mostRows;
  private final Map<K, Entry<R>> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long rows;

  private record Entry<R>(List<R> rows, Versions versions, long readAt) {
    /** An empty answer takes room, too. */
    int size() {
      return rows.size() + 1;
    }
  }

  LastGood(LongSupplier nanoTime, Duration keep, int mostRows) {
    this.nanoTime = nanoTime;
    this.keepNanos = keep.toNanos();
    this.mostRows = mostRows;
  }

  synchronized void put(K key, List<R> value, Versions versions) {
    Entry<R> entry = new Entry<>(value, versions, nanoTime.getAsLong());
    Entry<R> before = entries.put(key, entry);
    rows += entry.size() - (before == null ? 0 : before.size());
    Iterator<Entry<R>> leastUsed = entries.values().iterator();
    while (rows > mostRows && leastUsed.hasNext()) {
      rows -= leastUsed.next().size();
      leastUsed.remove();
    }
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
