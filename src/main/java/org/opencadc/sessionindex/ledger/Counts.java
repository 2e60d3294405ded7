package org.opencadc.sessionindex.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Counts by key; a key that nothing has takes no room. */
final class Counts<K> {
  private final Map<K, Count> counts = new HashMap<>();

  /** Counts one less of a key and one more of another; null counts nowhere. */
  void move(K from, K to) {
    // the same key is nearly always the very same object: then neither map nor text is read
    if (Objects.equals(from, to)) {
      return;
    }
    if (from != null) {
      count(from, -1);
    }
    if (to != null) {
      count(to, 1);
    }
  }

  Map<K, Long> snapshot() {
    Map<K, Long> snapshot = new HashMap<>();
    counts.forEach((key, count) -> snapshot.put(key, count.value));
    return Map.copyOf(snapshot);
  }

  private void count(K key, int by) {
    Count count = counts.get(key);
    if (count == null) {
      count = new Count();
      counts.put(key, count);
    }
    count.value += by;
    if (count.value == 0) {
      counts.remove(key);
    }
  }

  private static final class Count {
    private long value;
  }
}
