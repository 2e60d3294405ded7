package org.opencadc.sessionindex.watch;

import java.time.Instant;

/**
 * How a source is doing; for conditions and health.
 *
 * @param listed whether its list is complete and its watch follows
 * @param lists complete LISTs so far; after the first one each was forced by the server
 * @param proof the last proof of currency; null when there is none since the list
 * @param problem what hinders it, for a person, without names of objects; null when nothing does
 */
public record SourceState(
    WatchedCollection collection, boolean listed, long lists, Proof proof, Problem problem) {

  /**
   * A hindrance.
   *
   * @param reason one CamelCase word for conditions: Forbidden, NotListed, NotProven
   * @param message verb and resource, and what was answered
   * @param since API server's time
   */
  public record Problem(String reason, String message, Instant since) {}
}
