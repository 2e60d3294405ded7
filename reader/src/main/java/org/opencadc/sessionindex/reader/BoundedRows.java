package org.opencadc.sessionindex.reader;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** A map whose values have rows, so many at most together: the least used go first. */
final class BoundedRows<K, V> {
  private final int most;
  private final ToIntFunction<V> rowsOf;
  private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
  private long rows;

  BoundedRows(int most, ToIntFunction<V> rowsOf) {
    this.most = most;
    this.rowsOf = rowsOf;
  }

  /** The value of a key; null when there is none. */
  V get(K key) {
    return values.get(key);
  }

  /** Keeps a value; one that is too large for the whole map costs no other its place. */
  void put(K key, V value) {
    if (size(value) > most) {
      remove(key);
      return;
    }
    V before = values.put(key, value);
    rows += size(value) - (before == null ? 0 : size(before));
    Iterator<V> leastUsed = values.values().iterator();
    while (rows > most && leastUsed.hasNext()) {
      rows -= size(leastUsed.next());
      leastUsed.remove();
    }
  }

  void remove(K key) {
    V before = values.remove(key);
    rows -= before == null ? 0 : size(before);
  }

  void clear() {
    values.clear();
    rows = 0;
  }

  /** A value without rows takes room, too. */
  private int size(V value) {
    return rowsOf.applyAsInt(value) + 1;
  }
}
