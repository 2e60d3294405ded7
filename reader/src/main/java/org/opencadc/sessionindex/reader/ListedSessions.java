package org.opencadc.sessionindex.reader;

import java.util.List;

/**
 * What Skaha found by a LIST of its own.
 *
 * @param query what it asked for
 * @param version resourceVersion of the LIST: it has what was there then, nothing else
 * @param sessions that it found
 * @param at monotonic time, after the LIST
 */
record ListedSessions(JobQuery query, String version, List<Session> sessions, long at) {

  /** Copies the sessions. */
  ListedSessions {
    sessions = List.copyOf(sessions);
  }
}
