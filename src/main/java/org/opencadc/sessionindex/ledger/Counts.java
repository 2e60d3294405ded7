package org.opencadc.sessionindex.ledger;

import java.util.HashMap;
import java.util.Map;

/** Counts by key; a key that nothing has takes no room. */
final class Counts<K> {
  private final Map<K, Count> counts = new HashMap<>();

  /** Counts one more (1) or one less (-1); null counts nowhere. */
  void count(K key, int by) {
    if (key == null) {
      return;
    }
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

  Map<K, Long> snapshot() {
    Map<K, Long> snapshot = new HashMap<>();
    counts.forEach((key, count) -> snapshot.put(key, count.value));
    return Map.copyOf(snapshot);
  }

  private static final class Count {
    private long value;
  }
}
