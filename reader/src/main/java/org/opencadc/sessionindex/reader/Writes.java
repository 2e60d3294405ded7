package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** The last write of each user that the reader was told of; forgotten after a while. */
final class Writes {
  private final LongSupplier nanoTime;
  private final long keepNanos;
  private final Map<String, Write> writes = new HashMap<>();

  private record Write(String version, long toldAt) {}

  Writes(LongSupplier nanoTime, Duration keep) {
    this.nanoTime = nanoTime;
    this.keepNanos = keep.toNanos();
  }

  synchronized void told(String username, String version) {
    long now = nanoTime.getAsLong();
    writes.values().removeIf(write -> now - write.toldAt() > keepNanos);
    Write known = writes.get(username);
    if (known == null || Versions.compare(version, known.version()) > 0) {
      writes.put(username, new Write(version, now));
    }
  }

  /** The version that an answer must include; null when there is none. */
  synchronized String of(String username) {
    Write write = writes.get(username);
    return write == null || nanoTime.getAsLong() - write.toldAt() > keepNanos
        ? null
        : write.version();
  }
}
