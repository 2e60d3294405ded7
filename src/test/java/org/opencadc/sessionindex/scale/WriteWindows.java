package org.opencadc.sessionindex.scale;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How often user summaries are written, as a watcher sees it; thread-safe. */
final class WriteWindows implements Consumer<Seen> {
  private static final double SECOND = 1e9;

  private final List<Long> userWrites = new ArrayList<>();
  private final Map<String, Long> last = new HashMap<>();
  private double smallestGap = Double.POSITIVE_INFINITY;
  private long platformWrites;

  @Override
  public synchronized void accept(Seen object) {
    boolean modified = object.type().equals("MODIFIED");
    if (object.platform()) {
      platformWrites += modified ? 1 : 0;
      return;
    }
    if (!modified) {
      // a new object is made and filled by two requests
      last.remove(object.name());
      return;
    }
    userWrites.add(object.nanos());
    Long before = last.put(object.name(), object.nanos());
    if (before != null) {
      smallestGap = Math.min(smallestGap, (object.nanos() - before) / SECOND);
    }
  }

  /** Seconds since a user summary was last written; infinite when none was. */
  synchronized double quietSeconds(long nanos) {
    return userWrites.isEmpty()
        ? Double.POSITIVE_INFINITY
        : (nanos - userWrites.get(userWrites.size() - 1)) / SECOND;
  }

  /** Writes of user summaries. */
  synchronized long userWrites() {
    return userWrites.size();
  }

  /** Writes of the platform's summary. */
  synchronized long platformWrites() {
    return platformWrites;
  }

  /** The most writes of user summaries a second, as the mean of any such time. */
  synchronized double mostPerSecond(Duration window) {
    int most = 0;
    int first = 0;
    for (int i = 0; i < userWrites.size(); i++) {
      while (userWrites.get(i) - userWrites.get(first) >= window.toNanos()) {
        first++;
      }
      most = Math.max(most, i - first + 1);
    }
    return most / (window.toNanos() / SECOND);
  }

  /** Seconds between two writes of one object, at least; infinite when none was written twice. */
  synchronized double smallestGap() {
    return smallestGap;
  }
}
