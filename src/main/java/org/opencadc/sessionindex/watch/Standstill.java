package org.opencadc.sessionindex.watch;

/**
 * Tells a source that stands still from one that is slow: one that lags again, but further on, is
 * working off what the server sent, and a LIST would only give it more to do.
 */
final class Standstill {
  private static final int TIMES = 2;

  private String at;
  private int times;

  /**
   * The server showed events that the source has not applied in time.
   *
   * @param applied what it has applied
   * @return whether it has not moved since it lagged before
   */
  boolean lags(String applied) {
    times = applied.equals(at) ? times + 1 : 1;
    at = applied;
    return times >= TIMES;
  }

  /** The source is well, or begins anew. */
  void over() {
    at = null;
    times = 0;
  }
}
