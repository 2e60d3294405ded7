package org.opencadc.sessionindex.reader;

import java.time.OffsetDateTime;

/**
 * What everybody may see of a session.
 *
 * @param username owner, verbatim
 * @param kind verbatim
 * @param status as {@link Session#status()}
 * @param startTime null while it is suspended or not started
 */
public record PublicSession(String username, String kind, String status, OffsetDateTime startTime) {

  /** The public part of a session. */
  public static PublicSession of(Session session) {
    return new PublicSession(
        session.username(), session.kind(), session.status(), session.startTime());
  }
}
