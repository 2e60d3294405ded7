package org.opencadc.sessionindex.reader;

/** What an answer is for. */
public enum Purpose {
  /**
   * To show to somebody: one that was read before is as good as long as the platform's summary,
   * some seconds old, names no later write; and one some minutes old and marked as stale is better
   * than a LIST.
   */
  SHOW,
  /** To decide on: read now, and never stale. */
  DECIDE
}
