package org.opencadc.sessionindex.testserver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest changes of one type, from which a watch can resume, and that type's cache version. */
final class EventWindow {
  private final Deque<Change> changes = new ArrayDeque<>();
  private long oldest;
  private long cacheVersion;

  EventWindow(long version) {
    reset(version);
  }

  void reset(long version) {
    changes.clear();
    oldest = version;
    cacheVersion = version;
  }

  void add(Change change, int capacity) {
    changes.addLast(change);
    cacheVersion = change.version();
    while (changes.size() > capacity) {
      oldest = changes.removeFirst().version();
    }
  }

  /** What a consistent LIST makes the real server's watch cache do. */
  void catchUp(long version) {
    cacheVersion = Math.max(cacheVersion, version);
  }

  long cacheVersion() {
    return cacheVersion;
  }

  List<Change> since(long version) {
    if (version < oldest) {
      throw Failure.expired("too old resource version: " + version + " (" + oldest + ")");
    }
    return changes.stream().filter(c -> c.version() > version).toList();
  }
}
