package org.opencadc.sessionindex.verify;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/** Finds figures that have outlived their proof: a reader would not trust them. */
final class Freshness {
  private Freshness() {}

  /** By the API server's time where it told, else by the clock. */
  static List<Difference> stale(Published published, Clock clock) {
    Instant now = published.serverTime() == null ? clock.instant() : published.serverTime();
    SessionSummaryStatus platform = published.platform();
    List<Difference> stale = new ArrayList<>();
    String until = platform.heartbeat() == null ? null : platform.heartbeat().validUntil();
    requireFresh("heartbeat.validUntil", until, now, stale);
    if (platform.publishedThrough() != null) {
      String users = platform.publishedThrough().validUntil();
      requireFresh("publishedThrough.validUntil", users, now, stale);
    }
    if (platform.nodes() != null) {
      requireFresh("nodes.validUntil", platform.nodes().validUntil(), now, stale);
    }
    return stale;
  }

  private static void requireFresh(
      String field, String until, Instant now, List<Difference> stale) {
    if (expired(until, now)) {
      stale.add(
          new Difference(
              Difference.PLATFORM,
              field,
              "fresh, after " + now,
              until == null ? Difference.ABSENT : until));
    }
  }

  private static boolean expired(String until, Instant now) {
    try {
      return until == null || !Instant.parse(until).isAfter(now);
    } catch (DateTimeParseException unreadable) {
      return true;
    }
  }
}
