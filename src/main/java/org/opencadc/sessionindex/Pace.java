package org.opencadc.sessionindex;

import java.time.Duration;
import org.opencadc.sessionindex.watch.ProofPace;

/**
 * Durations that only tests shorten.
 *
 * @param proofs of the sources' currency
 * @param emptyGrace how long the summary of a user without sessions stays
 */
record Pace(ProofPace proofs, Duration emptyGrace) {

  /** {@link ProofPace#DEFAULT}, and 60 s for empty summaries. */
  static final Pace DEFAULT = new Pace(ProofPace.DEFAULT, Duration.ofSeconds(60));
}
