package org.opencadc.sessionindex.scale;

import java.util.function.Consumer;

/** When a started operator was first seen alive, and first seen to have published all. */
final class StartTimes implements Consumer<Seen> {
  private String before;
  private long heartbeat;
  private long published;

  /**
   * From now on a heartbeat counts.
   *
   * @param last the heartbeat of an operator before; empty when there is none
   */
  synchronized void begin(String last) {
    before = last;
  }

  @Override
  public synchronized void accept(Seen object) {
    boolean alive =
        before != null
            && object.platform()
            && object.heartbeat() != null
            && object.heartbeat().compareTo(before) > 0;
    if (alive && heartbeat == 0) {
      heartbeat = object.nanos();
    }
    if (alive && published == 0 && object.publishedThrough() != null) {
      published = object.nanos();
    }
  }

  /** {@link System#nanoTime} of the first heartbeat; 0 before. */
  synchronized long heartbeat() {
    return heartbeat;
  }

  /** {@link System#nanoTime} when it first claimed that all is published; 0 before. */
  synchronized long published() {
    return published;
  }
}
