package org.opencadc.sessionindex.reader;

/** Why an answer did not come from a trusted summary. */
public enum FallbackReason {
  /** There is no platform summary. */
  PLATFORM_MISSING(true),
  /** The platform summary has no status yet. */
  PLATFORM_UNPUBLISHED(true),
  /** The lifetime of the platform summary is over: the operator is down or cut off. */
  EXPIRED(true),
  /** The API server did not say what time it is. */
  NO_DATE(true),
  /** The operator does not say yet what the users' summaries reflect. */
  USERS_UNKNOWN(true),
  /** What the users' summaries reflect is too old: a change has been waiting for long. */
  USERS_EXPIRED(true),
  /** The user's summary has no status yet. */
  USER_UNPUBLISHED(true),
  /** The user has no summary, but active sessions by the platform's: it was deleted, or is new. */
  USER_MISSING(true),
  /** The summary under the user's name is another user's. */
  OTHER_USER(false),
  /** The summary leaves out rows, or may have more in slices that were not read. */
  TRUNCATED(false),
  /** The slices did not belong together, twice. */
  TORN(false),
  /** A summary could not be read as one. */
  MALFORMED(true),
  /** The API server refused, failed or did not answer in time. */
  READ_FAILED(true),
  /** A write that the reader was told of is not in the summary yet. */
  WRITE_NOT_INCLUDED(false),
  /** A lookup by id found nothing. */
  ID_NOT_FOUND(false),
  /** A lookup by id without a user: no summary is found by id. */
  ID_WITHOUT_USER(false),
  /** Limit check: the last slot and a refusal are confirmed. */
  LIMIT_CLOSE(false),
  /** Limit check: what the users' summaries reflect is too old. */
  LIMIT_TOO_OLD(false),
  /** The sessions of everybody are not published, or not compared since the operator began. */
  PUBLIC_MISSING(true),
  /** What the published sessions of everybody reflect is too old. */
  PUBLIC_TOO_OLD(true);

  private final boolean untrusted;

  FallbackReason(boolean untrusted) {
    this.untrusted = untrusted;
  }

  /** Whether the index as a whole is not to be relied on, rather than this one answer of it. */
  boolean untrusted() {
    return untrusted;
  }
}
