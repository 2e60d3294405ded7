package org.opencadc.sessionindex.testserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What one watch has still to be sent, in order. */
final class WatchStream {
  /** One line of the stream. */
  static final class Item {
    private final String kind;
    private final byte[] object;

    private Item(String kind, byte[] object) {
      this.kind = kind;
      this.object = object;
    }

    String kind() {
      return kind;
    }

    byte[] object() {
      return object;
    }

    boolean bookmark() {
      return kind.equals("BOOKMARK");
    }
  }

  private final ResourceType type;
  private final Selectors selectors;
  private final Deque<Item> pending = new ArrayDeque<>();
  private long position;
  private boolean cut;
  private boolean stalled;
  private boolean frozen;

  WatchStream(ResourceType type, Selectors selectors, long position) {
    this.type = type;
    this.selectors = selectors;
    this.position = position;
  }

  ResourceType type() {
    return type;
  }

  synchronized void initial(Stored object) {
    if (selectors.matches(object)) {
      pending.add(new Item("ADDED", object.json()));
    }
  }

  synchronized void offer(Change change) {
    if (change.version() <= position) {
      return;
    }
    position = change.version();
    boolean before = selectors.matches(change.before());
    boolean after = change.kind() != Change.Kind.DELETED && selectors.matches(change.object());
    if (after) {
      add(before ? "MODIFIED" : "ADDED", change.object());
    } else if (before) {
      // one that left the selector is shown as it was before, under the new version
      boolean gone = change.kind() == Change.Kind.DELETED;
      add("DELETED", gone ? change.object() : change.before().at(change.version()));
    }
  }

  private void add(String kind, Stored object) {
    pending.add(new Item(kind, object.json()));
    notifyAll();
  }

  /** Adds a bookmark if that version is news to this watch. */
  synchronized void bookmark(long version) {
    if (version > position) {
      position = version;
      String object =
          String.format(
              "{\"kind\":\"%s\",\"apiVersion\":\"%s\",\"metadata\":{\"resourceVersion\":\"%d\","
                  + "\"creationTimestamp\":null}}",
              type.kind(), type.apiVersion(), version);
      pending.add(new Item("BOOKMARK", object.getBytes(StandardCharsets.UTF_8)));
    }
  }

  synchronized void cut() {
    cut = true;
    notifyAll();
  }

  synchronized void stall(boolean on) {
    stalled = on;
    notifyAll();
  }

  synchronized void freeze(boolean on) {
    frozen = on;
    notifyAll();
  }

  /** Whether it may do nothing at all, not even end. */
  synchronized boolean silent() {
    return stalled || frozen;
  }

  /** The next items, none when the time is over; an exception when the watch was cut. */
  synchronized List<Item> take(long untilNanos) throws IOException {
    try {
      while (!cut && (silent() || pending.isEmpty())) {
        long left = untilNanos - System.nanoTime();
        if (left <= 0) {
          return List.of();
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    if (cut) {
      throw new IOException("cut");
    }
    List<Item> items = new ArrayList<>();
    while (!pending.isEmpty() && items.size() < 100) {
      items.add(pending.poll());
    }
    return items;
  }
}
