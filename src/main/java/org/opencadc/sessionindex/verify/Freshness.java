package org.opencadc.sessionindex.verify;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublishedThrough;

/** Finds figures that have outlived their proof: a reader would not trust them. */
final class Freshness {
  private Freshness() {}

  /** By the API server's time where it told, else by the clock. */
  static List<Difference> stale(Published published, Clock clock) {
    Instant now = published.serverTime() == null ? clock.instant() : published.serverTime();
    SessionSummaryStatus platform = published.platform();
    List<Difference> stale = new ArrayList<>();
    String until = platform.heartbeat() == null ? null : platform.heartbeat().validUntil();
    if (expired(until, now)) {
      stale.add(notFresh("heartbeat.validUntil", now, until));
    }
    PublishedThrough users = platform.publishedThrough();
    if (users != null && expired(users.validUntil(), now)) {
      stale.add(notFresh("publishedThrough.validUntil", now, users.validUntil()));
    }
    if (platform.nodes() != null && expired(platform.nodes().validUntil(), now)) {
      stale.add(notFresh("nodes.validUntil", now, platform.nodes().validUntil()));
    }
    return stale;
  }

  private static Difference notFresh(String field, Instant now, String until) {
    return new Difference(
        Difference.PLATFORM,
        field,
        "fresh, after " + now,
        until == null ? Difference.ABSENT : until);
  }

  private static boolean expired(String until, Instant now) {
    try {
      return until == null || !Instant.parse(until).isAfter(now);
    } catch (DateTimeParseException unreadable) {
      return true;
    }
  }
}
