package org.opencadc.sessionindex.reconcile;

import java.time.Duration;

/**
 * Why an index whose sources are live is not published yet.
 *
 * @param reason one CamelCase word for the condition Ready
 * @param message for a person, without names of objects
 * @param behindSince since when the watch of summaries was behind whenever it was looked at, in
 *     monotonic nanoseconds; null when it never was
 */
record Hindrance(String reason, String message, Long behindSince) {
  private static final String STARTING = "Starting";
  private static final String STANDS_STILL = "SummariesBehind";

  /** Nobody has looked yet at what is published already. */
  static final Hindrance UNKNOWN =
      new Hindrance(STARTING, "the summaries that are there are not known yet", null);

  /**
   * The watch of summaries is behind.
   *
   * @param now monotonic nanoseconds
   * @param patience after which it stands still, if it was behind at every look
   */
  Hindrance behind(long now, Duration patience) {
    long since = behindSince == null ? now : behindSince;
    return now - since < patience.toNanos()
        ? new Hindrance(STARTING, UNKNOWN.message(), since)
        : new Hindrance(
            STANDS_STILL,
            "the watch of summaries has been behind for over "
                + patience.toSeconds()
                + " s; everything is listed and begun anew",
            since);
  }

  /** What is published already was asked for in vain. */
  Hindrance unanswered(String problem) {
    return new Hindrance(STARTING, UNKNOWN.message() + ": " + problem, behindSince);
  }

  /** Whether the watch of summaries stands still. */
  boolean standsStill() {
    return reason.equals(STANDS_STILL);
  }
}
