package org.opencadc.sessionindex.publish;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.opencadc.sessionindex.publish.Budget.Lane;

/**
 * The summaries of a budget that wait for their turn, by lane, the longest waiting first. Not
 * thread-safe: the budget calls it under its own lock.
 */
final class WaitingSummaries {
  private final Map<Lane, Map<SummaryKey, Budgeted>> queues = new EnumMap<>(Lane.class);

  WaitingSummaries() {
    for (Lane lane : Lane.values()) {
      queues.put(lane, new LinkedHashMap<>());
    }
  }

  /** Queues a summary in its lane; one that waits already keeps its place. */
  void add(SummaryKey key, Budgeted entry) {
    queues.get(entry.lane).putIfAbsent(key, entry);
  }

  /** Those of a lane in their order; may be used to take some out. */
  Iterator<Map.Entry<SummaryKey, Budgeted>> of(Lane lane) {
    return queues.get(lane).entrySet().iterator();
  }

  void remove(SummaryKey key) {
    queues.values().forEach(queue -> queue.remove(key));
  }

  boolean has(SummaryKey key) {
    return queues.values().stream().anyMatch(queue -> queue.containsKey(key));
  }

  int size() {
    return queues.values().stream().mapToInt(Map::size).sum();
  }
}
