package org.opencadc.sessionindex.reader;

/** Where an answer comes from. */
public enum Origin {
  /** A summary that was trusted when it was read. */
  SUMMARY,
  /** A summary that was trusted some minutes ago: to show, marked as stale, never to decide on. */
  STALE_SUMMARY,
  /** A LIST of Jobs by selector. */
  LIST
}
