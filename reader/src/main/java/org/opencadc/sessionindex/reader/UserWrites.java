package org.opencadc.sessionindex.reader;

import java.util.List;
import java.util.Optional;

/**
 * Whose summaries were written lately, as the platform's summary says.
 *
 * @param epoch counts of two epochs do not compare
 * @param count how many writes there were in this epoch
 * @param latest users of the latest writes, newest first; not of all of them
 */
record UserWrites(String epoch, long count, List<String> latest) {

  /**
   * Reads what a platform's summary says.
   *
   * @return null when it says nothing
   */
  static UserWrites of(Members status) {
    Members writes = status.object("userWrites");
    return writes == null || !writes.has("epoch") || !writes.has("count")
        ? null
        : new UserWrites(writes.text("epoch"), writes.number("count"), writes.list("latest"));
  }

  /**
   * Users that were written since.
   *
   * @return empty when it may be any
   */
  Optional<List<String>> since(UserWrites earlier) {
    long writes = count - earlier.count;
    return epoch.equals(earlier.epoch) && writes >= 0 && writes <= latest.size()
        ? Optional.of(latest.subList(0, (int) writes))
        : Optional.empty();
  }

  /** Whether it said less in the same epoch. */
  boolean isBefore(UserWrites other) {
    return epoch.equals(other.epoch) && count < other.count;
  }

  /** Whether both say the same. */
  boolean is(UserWrites other) {
    return other != null && epoch.equals(other.epoch) && count == other.count;
  }
}
