package org.opencadc.sessionindex.reader;

/** What became of a LIST that was given to a {@link ShadowComparison}. */
public enum ShadowOutcome {
  /** The summary says the same. */
  AGREED,
  /**
   * It says something else, and did not differ in that before: perhaps of a change that was taken
   * back before it was published. The next LIST of the user tells.
   */
  SUSPECTED,
  /** It says something else for the second time: {@link ShadowDifference} says of what kind. */
  DIFFERED,
  /** The summary may be newer than the LIST, so they need not be equal. */
  VOID,
  /**
   * There was nothing to compare with: a page would have been answered from a LIST. Either the
   * user's summary was not to be relied on, or for five minutes none was that reflects the LIST.
   */
  UNTRUSTED,
  /** An earlier LIST of the same user still waited. */
  SKIPPED,
  /** There was no room, or the LIST was a part only or without a resourceVersion. */
  DROPPED,
  /** The comparison failed: a defect of this library. */
  FAILED
}
