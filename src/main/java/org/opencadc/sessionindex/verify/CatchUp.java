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
  private static final Duration USUAL = Duration.ofSeconds(60);

  /** A pass that is under way does not count, and two of 50,000 rows may take 80 s each. */
  private static final Duration USUAL_WITH_PUBLIC_ROWS = Duration.ofMinutes(4);

  private final ClusterReads reads;
  private final Clock clock;
  private final Pause pause;
  private Cost lastGet = Cost.NONE;

  /** How to let time pass. */
  interface Pause {
    void pause(Duration duration) throws InterruptedException;
  }

  /**
   * How it ended.
   *
   * @param reached whether the summaries reach the versions
   * @param publicRowsLag whether all but the public rows do
   * @param lag how long it took or was waited in vain
   */
  record Outcome(Published published, boolean reached, boolean publicRowsLag, Duration lag) {}

  CatchUp(ClusterReads reads, Clock clock, Pause pause) {
    this.reads = reads;
    this.clock = clock;
    this.pause = pause;
  }

  /** How long to wait when nobody says. */
  static Duration usual(boolean withPublic) {
    return withPublic ? USUAL_WITH_PUBLIC_ROWS : USUAL;
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
          boolean publicRowsLag = !reached && published.reaches(versions, false);
          Duration lag = Duration.between(start, clock.instant());
          return new Outcome(published, reached, publicRowsLag, lag);
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
        && Versions.vouched(status.get())
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
