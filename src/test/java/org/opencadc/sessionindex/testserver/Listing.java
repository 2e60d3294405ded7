package org.opencadc.sessionindex.testserver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** LIST: whole, or in pages of one snapshot. */
final class Listing {
  private static final int MOST_SNAPSHOTS = 64;

  /** Null for remaining: not told, as there is a selector or nothing remains. */
  record Page(long version, List<Stored> items, String next, Long remaining) {}

  private record Snapshot(long version, List<Stored> items, boolean counted) {}

  private final Storage storage;
  private final Map<String, Snapshot> snapshots = new LinkedHashMap<>();
  private long serial;

  Listing(Storage storage) {
    this.storage = storage;
  }

  Page list(ResourceType type, Selectors selectors, Exchange query) {
    String cursor = query.query("continue");
    String version = query.query("resourceVersion");
    int limit = query.query("limit").isEmpty() ? 0 : Integer.parseInt(query.query("limit"));
    if (!cursor.isEmpty()) {
      return next(cursor, limit);
    }
    synchronized (storage) {
      EventWindow window = storage.window(type);
      long now = storage.version();
      boolean cached = version.equals("0");
      if (version.isEmpty()) {
        window.catchUp(now);
      } else if (!cached) {
        check(Long.parseLong(version), now, query.query("resourceVersionMatch"));
      }
      List<Stored> all = storage.all(type).stream().filter(selectors::matches).toList();
      Snapshot snapshot = new Snapshot(cached ? window.cacheVersion() : now, all, !selectors.any());
      return page(snapshot, 0, cached ? 0 : limit);
    }
  }

  private static void check(long wanted, long now, String match) {
    if (wanted > now) {
      throw new Failure(
          504, "Timeout", "Too large resource version: " + wanted + ", current: " + now);
    }
    if (match.equals("Exact") && wanted < now) {
      throw Failure.expired("The provided resource version is too old");
    }
  }

  private synchronized Page next(String cursor, int limit) {
    String[] parts = cursor.split("-", 2);
    Snapshot snapshot = snapshots.get(parts[0]);
    if (snapshot == null) {
      throw Failure.expired(
          "The provided continue parameter is too old to display a consistent list result.");
    }
    return page(snapshot, Integer.parseInt(parts[1]), limit);
  }

  private synchronized Page page(Snapshot snapshot, int from, int limit) {
    int size = snapshot.items().size();
    int to = limit <= 0 ? size : Math.min(size, from + limit);
    List<Stored> items = snapshot.items().subList(from, to);
    if (to == size) {
      return new Page(snapshot.version(), items, "", null);
    }
    serial++;
    String id = Long.toString(serial);
    snapshots.put(id, snapshot);
    if (snapshots.size() > MOST_SNAPSHOTS) {
      snapshots.remove(snapshots.keySet().iterator().next());
    }
    Long remaining = snapshot.counted() ? (long) (size - to) : null;
    return new Page(snapshot.version(), items, id + "-" + to, remaining);
  }

  synchronized void forget() {
    snapshots.clear();
  }
}
