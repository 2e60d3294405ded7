package org.opencadc.sessionindex.reader;

/** What an answer is for. */
public enum Purpose {
  /** To show to somebody: an answer some minutes old and marked as stale is better than a LIST. */
  SHOW,
  /** To decide on: never stale. */
  DECIDE
}
