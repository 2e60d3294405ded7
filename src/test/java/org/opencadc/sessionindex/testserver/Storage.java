package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * All objects under one version that every write moves, as etcd keeps them. Its monitor is the one
 * lock of the server: a caller holding it sees a frozen world, and listeners hear of changes in
 * order while it is held.
 */
final class Storage {
  private static final long FIRST_VERSION = 1000;

  private final Map<String, NavigableMap<String, Stored>> live = new HashMap<>();
  private final Map<String, EventWindow> windows = new HashMap<>();
  private final OwnerIndex owners = new OwnerIndex();
  private final Map<Long, List<Stored>> backups = new HashMap<>();
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private long version = FIRST_VERSION;
  private long windowStart = FIRST_VERSION;
  private int windowSize = 10_000;

  /** The listener runs inside the write and must be quick. */
  void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  void unlisten(Consumer<Change> listener) {
    listeners.remove(listener);
  }

  synchronized long version() {
    return version;
  }

  synchronized Optional<Stored> find(ResourceType type, String namespace, String name) {
    return Optional.ofNullable(table(type).get(type.key(namespace, name)));
  }

  synchronized Collection<Stored> all(ResourceType type) {
    return List.copyOf(table(type).values());
  }

  synchronized List<Stored> everything() {
    return live.values().stream().flatMap(t -> t.values().stream()).toList();
  }

  synchronized boolean alive(String uid) {
    return owners.alive(uid);
  }

  synchronized Set<Stored> ownedBy(String uid) {
    return owners.ownedBy(uid);
  }

  synchronized Stored put(ResourceType type, ObjectNode tree) {
    version++;
    Stored now = Stored.of(type, tree, version);
    Stored before = table(type).put(now.key(), now);
    owners.replace(before, now);
    tell(new Change(before == null ? Change.Kind.ADDED : Change.Kind.MODIFIED, now, before));
    return now;
  }

  synchronized Stored remove(Stored last) {
    version++;
    table(last.type()).remove(last.key());
    owners.replace(last, null);
    Stored gone = last.at(version);
    tell(new Change(Change.Kind.DELETED, gone, last));
    return gone;
  }

  private void tell(Change change) {
    window(change.type()).add(change, windowSize);
    listeners.forEach(l -> l.accept(change));
  }

  synchronized EventWindow window(ResourceType type) {
    return windows.computeIfAbsent(type.id(), id -> new EventWindow(windowStart));
  }

  synchronized void windowSize(int changes) {
    windowSize = changes;
  }

  /** A new watch cache, as after a restart of the API server, whose own writes move the version. */
  synchronized void forgetHistory() {
    version += 3;
    restartWindows();
  }

  private void restartWindows() {
    windowStart = version;
    windows.values().forEach(w -> w.reset(version));
  }

  synchronized long backup() {
    backups.put(version, everything());
    return version;
  }

  synchronized void restore(long backedUp) {
    List<Stored> objects = backups.get(backedUp);
    if (objects == null) {
      throw new IllegalArgumentException("no backup was made at version " + backedUp);
    }
    version = backedUp;
    live.clear();
    owners.clear();
    for (Stored object : objects) {
      table(object.type()).put(object.key(), object);
      owners.replace(null, object);
    }
    restartWindows();
  }

  private NavigableMap<String, Stored> table(ResourceType type) {
    return live.computeIfAbsent(type.id(), id -> new TreeMap<>());
  }
}
