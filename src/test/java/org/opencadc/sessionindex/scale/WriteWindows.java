package org.opencadc.sessionindex.scale;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How often user summaries are written, as a watcher sees it; thread-safe. */
final class WriteWindows implements Consumer<Seen> {
  private static final Duration OF_ONE = Duration.ofSeconds(10);
  private static final double SECOND = 1e9;

  /** A new object is rid of its record of fields and filled: decision 0019. */
  private static final int TO_MAKE_ONE = 2;

  private final List<Long> userWrites = new ArrayList<>();
  private final Map<String, List<Long>> byObject = new HashMap<>();
  private final Map<String, Integer> making = new HashMap<>();
  private double smallestGap = Double.POSITIVE_INFINITY;
  private int mostOfOne;
  private long platformWrites;

  @Override
  public synchronized void accept(Seen object) {
    boolean modified = object.type().equals("MODIFIED");
    if (object.platform()) {
      platformWrites += modified ? 1 : 0;
      return;
    }
    if (!modified) {
      byObject.remove(object.name());
      making.put(object.name(), object.type().equals("ADDED") ? TO_MAKE_ONE : 0);
      return;
    }
    userWrites.add(object.nanos());
    int left = making.getOrDefault(object.name(), 0);
    making.put(object.name(), Math.max(0, left - 1));
    if (left > 1) {
      return;
    }
    List<Long> own = byObject.computeIfAbsent(object.name(), name -> new ArrayList<>());
    if (!own.isEmpty()) {
      long before = own.get(own.size() - 1);
      smallestGap = Math.min(smallestGap, (object.nanos() - before) / SECOND);
    }
    own.add(object.nanos());
    mostOfOne = Math.max(mostOfOne, writesWithin(own, OF_ONE));
  }

  /** How often one object was written again within such a time of its last write. */
  private static int writesWithin(List<Long> own, Duration window) {
    int last = own.size() - 1;
    int first = last;
    while (first > 0 && own.get(last) - own.get(first - 1) <= window.toNanos()) {
      first--;
    }
    return last - first;
  }

  /** The most writes of one object a second that followed on another, as the mean of any 10 s. */
  synchronized double mostPerSecondOfOne() {
    return mostOfOne / (OF_ONE.toNanos() / SECOND);
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
