package org.opencadc.sessionindex.watch;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Shares equal immutable values over a fixed number of slots. Thread-safe, and never wrong: what it
 * has forgotten is kept twice, no more.
 */
final class Interner {
  private static final int UID_BITS = 13;

  private final Table values;
  private final Table uids = new Table(UID_BITS);

  /**
   * An empty interner.
   *
   * @param bits there are two to the power of this many slots for values
   */
  Interner(int bits) {
    values = new Table(bits);
  }

  /** The value itself or an equal one seen before; null stays null. */
  <T> T share(T value) {
    return values.share(value);
  }

  /**
   * The same for uids, which a Job and its pods have in common. There are as many as Jobs, so among
   * other values they would push out what repeats more.
   */
  String shareUid(String uid) {
    return uids.share(uid);
  }

  private static final class Table {
    private final AtomicReferenceArray<Object> slots;
    private final int mask;

    Table(int bits) {
      slots = new AtomicReferenceArray<>(1 << bits);
      mask = (1 << bits) - 1;
    }

    @SuppressWarnings("unchecked") // the immutable types in use equal their own kind alone
    <T> T share(T value) {
      if (value == null) {
        return null;
      }
      int home = spread(value.hashCode()) & mask & ~1;
      Object kept = slots.get(home);
      if (value.equals(kept)) {
        return (T) kept;
      }
      // A newcomer waits next door and moves in when it is seen again, so values that occur once
      // only push out each other.
      int nextDoor = home + 1;
      Object waiting = slots.get(nextDoor);
      if (value.equals(waiting)) {
        slots.set(home, waiting);
        slots.set(nextDoor, kept);
        return (T) waiting;
      }
      slots.set(kept == null ? home : nextDoor, value);
      return value;
    }

    private static int spread(int hash) {
      return (hash * 0x9E3779B9) >>> 8;
    }
  }
}
