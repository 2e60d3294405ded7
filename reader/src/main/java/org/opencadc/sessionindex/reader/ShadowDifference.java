package org.opencadc.sessionindex.reader;

/** In what a summary differs from a LIST. */
public enum ShadowDifference {
  /** A session of the LIST is not in the summary. */
  MISSING,
  /** A session of the summary is not in the LIST. */
  SURPLUS,
  /** Id, kind, name or app id of a session. */
  IDENTITY,
  /** Status of a session, whether it is suspended, or its active pods. */
  STATUS,
  /** Creation, start or completion of a session, or its deadline. */
  TIMES,
  /** Image, user or groups of a session. */
  TEMPLATE,
  /** Requests, limits or flavor of a session, or whether they are fixed. */
  RESOURCES,
  /** Queue, community or project of a session. */
  LABELS,
  /** How many sessions there are, or how many the session limit counts. */
  COUNTS
}
