package org.opencadc.sessionindex.reconcile;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether publishing of an index may begin: not before the informer of summaries shows what there
 * is. One whose watch stands still is not waited for: the client might open it anew minutes later.
 */
final class BeginCheck {
  private static final Logger log = LoggerFactory.getLogger(BeginCheck.class);

  private final PublishedSummaries summaries;
  private final Duration patience;
  private final LongSupplier ticker;
  private final Runnable standsStill;

  /**
   * A check by these summaries.
   *
   * @param patience after which a watch that is behind stands still
   * @param ticker monotonic nanoseconds
   * @param standsStill begins anew; must not block
   */
  BeginCheck(
      PublishedSummaries summaries, Duration patience, LongSupplier ticker, Runnable standsStill) {
    this.summaries = summaries;
    this.patience = patience;
    this.ticker = ticker;
    this.standsStill = standsStill;
  }

  /** Whether it may, or has begun already; costs a LIST of metadata until then. */
  boolean mayBegin(ActiveIndex index) {
    if (index.publication().begun()) {
      return true;
    }
    String problem = "the watch of summaries is behind";
    try {
      if (summaries.isCurrent(index.namespace())) {
        return true;
      }
      index.hindered(index.hindrance().behind(ticker.getAsLong(), patience));
    } catch (IOException e) {
      problem = e.getMessage();
      index.hindered(index.hindrance().unanswered(problem));
    }
    // the next round looks again, and the status must tell of it meanwhile
    log.warn("publishing in namespace {} does not begin yet: {}", index.namespace(), problem);
    return false;
  }

  /** Begins anew if the watch stands still; after that was told, as all that could tell it ends. */
  void told(ActiveIndex index) {
    if (!index.publication().begun() && index.hindrance().standsStill()) {
      standsStill.run();
    }
  }
}
