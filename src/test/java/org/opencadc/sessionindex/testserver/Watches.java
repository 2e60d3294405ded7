package org.opencadc.sessionindex.testserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The open watches. */
final class Watches {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  // the real cache sends a last bookmark two seconds before a watch's time is over
  private static final long PARTING_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Storage storage;
  private final Set<WatchStream> open = ConcurrentHashMap.newKeySet();
  private volatile long bookmarkNanos = TimeUnit.SECONDS.toNanos(60);
  private volatile boolean frozen;

  Watches(Storage storage) {
    this.storage = storage;
    storage.listen(change -> each(change.type().id(), s -> s.offer(change)));
  }

  void bookmarkEvery(Duration interval) {
    bookmarkNanos = interval.toNanos();
  }

  void cut() {
    open.forEach(WatchStream::cut);
  }

  void freeze(boolean on) {
    frozen = on;
    open.forEach(s -> s.freeze(on));
  }

  /** By plural; watches opened later are not touched. */
  void stall(String resource, boolean on) {
    open.stream().filter(s -> s.type().plural().equals(resource)).forEach(s -> s.stall(on));
  }

  long count(String resource) {
    return open.stream().filter(s -> s.type().plural().equals(resource)).count();
  }

  private void each(String id, java.util.function.Consumer<WatchStream> what) {
    for (WatchStream stream : open) {
      if (stream.type().id().equals(id)) {
        what.accept(stream);
      }
    }
  }

  /** Serves one watch to its end, on the caller's thread. */
  void serve(ResourceType type, Selectors selectors, Exchange exchange, RequestLog.Entry log)
      throws IOException {
    WatchStream stream;
    try {
      stream = open(type, selectors, exchange.query("resourceVersion"));
    } catch (Failure expired) {
      exchange.stream();
      exchange.message(line("ERROR", Json.bytes(expired.status())));
      exchange.endStream();
      return;
    }
    try {
      exchange.stream();
      pump(stream, exchange, log);
    } finally {
      open.remove(stream);
    }
  }

  private WatchStream open(ResourceType type, Selectors selectors, String from) {
    synchronized (storage) {
      boolean fromNow = from.isEmpty() || from.equals("0");
      long version = fromNow ? storage.version() : Long.parseLong(from);
      WatchStream stream = new WatchStream(type, selectors, version);
      if (fromNow) {
        storage.all(type).forEach(stream::initial);
      } else {
        storage.window(type).since(version).forEach(stream::offer);
      }
      stream.freeze(frozen);
      open.add(stream);
      return stream;
    }
  }

  private void pump(WatchStream stream, Exchange exchange, RequestLog.Entry log)
      throws IOException {
    boolean bookmarks = exchange.flag("allowWatchBookmarks");
    String seconds = exchange.query("timeoutSeconds");
    long now = System.nanoTime();
    long end = now + TimeUnit.SECONDS.toNanos(seconds.isEmpty() ? 1800 : Long.parseLong(seconds));
    long bookmarkAt = nextBookmark(now, end);
    while (true) {
      long look = now + LOOK_NANOS;
      List<WatchStream.Item> items =
          stream.take(stream.silent() ? look : Math.min(look, Math.min(end, bookmarkAt)));
      now = System.nanoTime();
      if (!items.isEmpty()) {
        send(items, exchange, log);
      } else if (exchange.hungUp()) {
        exchange.endStream();
        return;
      }
      if (stream.silent()) {
        continue;
      }
      if (now >= bookmarkAt) {
        bookmarkAt = nextBookmark(now, end);
        if (bookmarks) {
          synchronized (storage) {
            stream.bookmark(storage.window(stream.type()).cacheVersion());
          }
        }
      }
      if (now >= end) {
        exchange.endStream();
        return;
      }
    }
  }

  private long nextBookmark(long now, long end) {
    long regular = now + bookmarkNanos;
    long parting = end - PARTING_NANOS;
    return parting > now ? Math.min(regular, parting) : regular;
  }

  private static void send(List<WatchStream.Item> items, Exchange exchange, RequestLog.Entry log)
      throws IOException {
    for (WatchStream.Item item : items) {
      exchange.message(line(item.kind(), item.object()));
      log.objects(item.bookmark() ? 0 : 1);
    }
    exchange.flush();
  }

  private static byte[] line(String kind, byte[] object) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(object.length + 40);
    line.write(("{\"type\":\"" + kind + "\",\"object\":").getBytes(StandardCharsets.UTF_8));
    line.write(object);
    line.write(new byte[] {'}', '\n'});
    return line.toByteArray();
  }
}
