package org.opencadc.sessionindex.reader;

import java.time.Instant;

/**
 * What a summary was computed of, and when.
 *
 * @param jobs version of Jobs that it reflects at least; null when not known
 * @param time API server's time; null when not known
 */
record Computed(String jobs, Instant time) {

  /** The newer of both, of version and time apart; one that is not known may be any. */
  Computed max(Computed other) {
    return new Computed(Versions.newer(jobs, other.jobs), later(time, other.time));
  }

  private static Instant later(Instant left, Instant right) {
    if (left == null || right == null) {
      return null;
    }
    return left.isAfter(right) ? left : right;
  }

  /**
   * Whether it may reflect a change that a LIST does not. The version alone does not tell: an event
   * is in the figures a moment before its version is claimed, and for longer during a relist.
   *
   * @param version resourceVersion of the LIST
   * @param begun API server's time, not after the LIST began
   */
  boolean mayBeNewer(String version, Instant begun) {
    return time == null || !time.isBefore(begun) || Versions.compare(jobs, version) > 0;
  }
}
