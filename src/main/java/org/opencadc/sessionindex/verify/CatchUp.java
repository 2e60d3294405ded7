package org.opencadc.sessionindex.verify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/** Waits until the summaries reflect a LIST: they lag behind it by design. */
final class CatchUp {
  private static final Duration STEP = Duration.ofMillis(500);

  private final ClusterReads reads;
  private final Clock clock;
  private final Pause pause;
  private Cost lastGet = Cost.NONE;

  /** How to let time pass. */
  interface Pause {
    void pause(Duration duration) throws InterruptedException;
  }

  /** How it ended: the summaries, whether they reach the versions, and after how long. */
  record Outcome(Published published, boolean reached, Duration lag) {}

  CatchUp(ClusterReads reads, Clock clock, Pause pause) {
    this.reads = reads;
    this.clock = clock;
    this.pause = pause;
  }

  /** What the last GET of the platform summary cost. */
  Cost lastGet() {
    return lastGet;
  }

  /**
   * Waits.
   *
   * @param withPublic whether the public rows must reflect the versions, too
   */
  Outcome await(String indexName, Versions versions, boolean withPublic, Duration atMost) {
    Instant start = clock.instant();
    while (true) {
      boolean late = Duration.between(start, clock.instant()).compareTo(atMost) >= 0;
      if (late || platformReaches(indexName, versions, withPublic)) {
        Published published = Published.read(reads, indexName);
        boolean reached = published.reaches(versions, withPublic);
        if (late || reached) {
          return new Outcome(published, reached, Duration.between(start, clock.instant()));
        }
      }
      sleep();
    }
  }

  private boolean platformReaches(String indexName, Versions versions, boolean withPublic) {
    Listing<SessionSummary> platform = reads.summary(indexName);
    lastGet = platform.cost();
    Optional<SessionSummaryStatus> status = platform.first().map(SessionSummary::getStatus);
    return status.isPresent()
        && Versions.effective(status.get(), status.get()).reach(versions)
        && (!withPublic || Versions.publicReach(status.get(), versions));
  }

  private void sleep() {
    try {
      pause.pause(STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotCompareException("interrupted while waiting for the summaries");
    }
  }
}
