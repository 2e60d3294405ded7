package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Summaries from the watch cache of whatever API server answers; from etcd where that does not do.
 */
final class CachedSummaries {
  /** Whatever the cache has. */
  private static final String ANY = "0";

  /**
   * After a GET that a cache did not answer, the next ones do not ask it. One that is behind lets a
   * GET wait for three seconds.
   */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final SummaryClient client;
  private final LongSupplier nanoTime;
  private volatile Long missedAt;

  CachedSummaries(SummaryClient client, LongSupplier nanoTime) {
    this.client = client;
    this.nanoTime = nanoTime;
  }

  /** The newest there is. */
  SummaryClient.Got newest(String name) {
    return client.get(name, null);
  }

  /** One that may be old. */
  SummaryClient.Got any(String name) {
    return notOlder(name, ANY);
  }

  /**
   * One in which no write is missing that came before another one of a summary.
   *
   * @param version resourceVersion of that other write; null for the newest there is
   */
  SummaryClient.Got notOlder(String name, String version) {
    return notOlder(version, asked -> client.get(name, asked), got -> got.refused() || got.late());
  }

  /** All summaries of a user as they were at one moment, which is not older either. */
  SummaryClient.Got allOfUser(String username, String version) {
    // a late one may have been large, and is no cheaper from etcd
    return notOlder(
        version,
        asked -> client.list("spec.username=" + username, asked),
        SummaryClient.Got::refused);
  }

  private SummaryClient.Got notOlder(
      String version,
      Function<String, SummaryClient.Got> read,
      Predicate<SummaryClient.Got> isBehind) {
    if (version == null || pausing()) {
      return read.apply(null);
    }
    SummaryClient.Got got = read.apply(version);
    if (isBehind.test(got)) {
      missedAt = nanoTime.getAsLong();
    }
    // an API server that is too busy for this read must not get a second one
    return got.refused() ? read.apply(null) : got;
  }

  private boolean pausing() {
    Long missed = missedAt;
    return missed != null && nanoTime.getAsLong() - missed < PAUSE.toNanos();
  }
}
