package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.time.Instant;

/**
 * One reading of the platform summary.
 *
 * @param objection why it is not to be relied on; null when it is until its lifetime ends
 * @param version its resourceVersion; null when there is an objection
 * @param figures null when there is an objection
 * @param versions publishedThrough; null while it is absent
 * @param throughTime time of publishedThrough; null while it is absent
 * @param usersLifetime of the users' summaries from sentAt on; null while there is no claim
 * @param userWrites whose summaries were written lately; null while it does not say
 * @param publicVersions publicThrough; null while it is absent
 * @param publicTime time of publicThrough; null while it is absent
 * @param observed what the figures themselves reflect
 * @param heartbeat when the operator wrote it; null when there is an objection
 * @param date the API server's time when it answered; null when there is an objection
 * @param sentAt monotonic time of the request
 * @param lifetime of the figures from sentAt on
 * @param nodesLifetime of the nodes' figures from sentAt on; null when they are not published
 */
record PlatformReading(
    FallbackReason objection,
    String version,
    PlatformFigures figures,
    Versions versions,
    Instant throughTime,
    Duration usersLifetime,
    UserWrites userWrites,
    Versions publicVersions,
    Instant publicTime,
    Versions observed,
    Instant heartbeat,
    Instant date,
    long sentAt,
    Duration lifetime,
    Duration nodesLifetime) {

  /** The Date header has whole seconds: the server may be this much further. */
  private static final Duration DATE_STEP = Duration.ofSeconds(1);

  static PlatformReading objection(FallbackReason objection, long sentAt) {
    return new PlatformReading(
        objection, null, null, null, null, null, null, null, null, null, null, null, sentAt, null,
        null);
  }

  /**
   * Reads an answer.
   *
   * @param last the last reading without an objection; null for none
   */
  static PlatformReading of(SummaryClient.Got got, PlatformReading last) {
    if (got.failure() != null) {
      return objection(got.failure(), got.sentAt());
    }
    if (got.object() == null) {
      return objection(FallbackReason.PLATFORM_MISSING, got.sentAt());
    }
    try {
      return read(got, last);
    } catch (RuntimeException e) {
      return objection(FallbackReason.MALFORMED, got.sentAt());
    }
  }

  private static PlatformReading read(SummaryClient.Got got, PlatformReading last) {
    Members metadata = got.object().object("metadata");
    Members spec = got.object().object("spec");
    Members status = got.object().object("status");
    Members heartbeat = status == null ? null : status.object("heartbeat");
    Instant validUntil = heartbeat == null ? null : heartbeat.instant("validUntil");
    if (spec == null || !"Platform".equals(spec.text("scope"))) {
      return objection(FallbackReason.MALFORMED, got.sentAt());
    }
    if (validUntil == null) {
      return objection(FallbackReason.PLATFORM_UNPUBLISHED, got.sentAt());
    }
    if (got.date() == null) {
      return objection(FallbackReason.NO_DATE, got.sentAt());
    }
    Instant written = heartbeat.instant("time");
    Instant date = serverTime(got, written, last);
    Members through = status.object("publishedThrough");
    Instant usersUntil = through == null ? null : through.instant("validUntil");
    Members publicThrough = status.object("publicThrough");
    Members observed = status.object("observed");
    Members nodes = status.object("nodes");
    Instant nodesUntil = nodes == null ? null : nodes.instant("validUntil");
    return new PlatformReading(
        null,
        metadata == null ? null : metadata.text("resourceVersion"),
        PlatformFigures.of(status),
        through == null ? null : new Versions(through.text("jobs"), through.text("pods")),
        through == null ? null : through.instant("time"),
        usersUntil == null ? null : lifetime(date, usersUntil),
        UserWrites.of(status),
        publicThrough == null ? null : new Versions(publicThrough.text("jobs"), null),
        publicThrough == null ? null : publicThrough.instant("time"),
        observed == null
            ? Versions.UNKNOWN
            : new Versions(observed.text("jobs"), observed.text("pods")),
        written,
        date,
        got.sentAt(),
        lifetime(date, validUntil),
        nodesUntil == null ? null : lifetime(date, nodesUntil));
  }

  /**
   * The Date header, unless it goes back: another API server's clock, or one that was set, must not
   * lengthen the life of a heartbeat that was seen before.
   */
  private static Instant serverTime(SummaryClient.Got got, Instant written, PlatformReading last) {
    Instant date = got.date();
    if (written != null && date.isBefore(written.minus(DATE_STEP))) {
      date = written.minus(DATE_STEP);
    }
    if (written != null && last != null && written.equals(last.heartbeat())) {
      Instant atLeast = last.date().plusNanos(got.sentAt() - last.sentAt());
      date = date.isBefore(atLeast) ? atLeast : date;
    }
    return date;
  }

  private static Duration lifetime(Instant date, Instant until) {
    return Duration.between(date.plus(DATE_STEP), until);
  }

  /** Why not to rely on it now; null when it can be. */
  FallbackReason objectionAt(long now) {
    if (objection != null) {
      return objection;
    }
    return lifetime.compareTo(since(now)) > 0 ? null : FallbackReason.EXPIRED;
  }

  /** Why not to rely on the users' summaries now; null when they can be relied on. */
  FallbackReason usersObjectionAt(long now) {
    FallbackReason platforms = objectionAt(now);
    if (platforms != null) {
      return platforms;
    }
    if (versions == null) {
      return FallbackReason.USERS_UNKNOWN;
    }
    return usersLifetime != null && usersLifetime.compareTo(since(now)) > 0
        ? null
        : FallbackReason.USERS_EXPIRED;
  }

  boolean nodesValidAt(long now) {
    return nodesLifetime != null && nodesLifetime.compareTo(since(now)) > 0;
  }

  /** How old publishedThrough is in the API server's time, at most; null while it is absent. */
  Duration throughAge(long now) {
    return age(throughTime, now);
  }

  /** How old publicThrough is, likewise. */
  Duration publicAge(long now) {
    return age(publicTime, now);
  }

  /** The API server's time at a monotonic one: as exact as the answer was quick. */
  Instant timeAt(long nanos) {
    return date.plusNanos(nanos - sentAt);
  }

  private Duration age(Instant time, long now) {
    return time == null ? null : Duration.between(time, date.plus(DATE_STEP)).plus(since(now));
  }

  private Duration since(long now) {
    return Duration.ofNanos(now - sentAt);
  }
}
