package org.opencadc.sessionindex.reader;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the threads of a test find: answers by kind, and what is wrong. Thread-safe. */
final class Findings {
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final ConcurrentMap<String, Long> counts = new ConcurrentSkipListMap<>();

  void wrong(String what) {
    wrong.add(what);
  }

  List<String> wrong() {
    return List.copyOf(wrong);
  }

  void count(String kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  /** Counts an answer. */
  void count(String question, Origin origin) {
    count(question + " " + origin);
  }

  long counted(String kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** The counts. */
  @Override
  public String toString() {
    return counts.toString();
  }
}
