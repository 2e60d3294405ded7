package org.opencadc.sessionindex.watch;

import java.time.Duration;
import java.time.Instant;

/**
 * Tells a LIST that is slow from one that stands still: a slow one that is begun anew is never
 * complete.
 */
final class ListProgress {
  private final Duration patience;
  private Instant begun = Instant.MAX;
  private Instant movedAt = Instant.MAX;
  private long read;

  /**
   * No LIST yet.
   *
   * @param patience after which a LIST is slow, and one that gives nothing stands still
   */
  ListProgress(Duration patience) {
    this.patience = patience;
  }

  void begin(Instant now) {
    begun = now;
    movedAt = now;
    read = 0;
  }

  Instant begun() {
    return begun;
  }

  /** Takes note of how many objects were read since it was begun. */
  void note(long readByNow, Instant now) {
    if (readByNow > read) {
      read = readByNow;
      movedAt = now;
    }
  }

  boolean slow(Instant now) {
    return now.isAfter(begun.plus(patience));
  }

  /** Whether nothing was read for as long as makes a LIST slow. */
  boolean standsStill(Instant now) {
    return now.isAfter(movedAt.plus(patience));
  }
}
