package org.opencadc.sessionindex.reader;

import java.util.Optional;

/**
 * Whether a user may have one more session.
 *
 * @param username whom it is about
 * @param active sessions that count
 * @param max how many there may be
 * @param origin what it rests on; never stale
 */
public record LimitVerdict(String username, long active, int max, Origin origin) {

  /** Whether one more may be created. */
  public boolean allowed() {
    return active < max;
  }

  /** Skaha's text for a refusal, answered with 400; empty when one more is allowed. */
  public Optional<String> refusal() {
    return allowed()
        ? Optional.empty()
        : Optional.of(
            "User " + username + " has reached the maximum of " + max + " active sessions.");
  }
}
