package org.opencadc.sessionindex;

import java.time.Duration;
import org.opencadc.sessionindex.leader.LeaseTiming;
import org.opencadc.sessionindex.watch.ProofPace;

/**
 * Durations that only tests shorten.
 *
 * @param proofs of the sources' currency
 * @param emptyGrace how long the summary of a user without sessions stays
 * @param audits time from one audit of the figures to the next
 * @param permissions time from one look for those that were refused to the next; what was given is
 *     looked at less often
 * @param lease how the Lease of the leader is held
 */
record Pace(
    ProofPace proofs,
    Duration emptyGrace,
    Duration audits,
    Duration permissions,
    LeaseTiming lease) {

  /** With the Lease held and permissions looked at as by default. */
  Pace(ProofPace proofs, Duration emptyGrace, Duration audits) {
    this(proofs, emptyGrace, audits, Duration.ofSeconds(10), LeaseTiming.DEFAULT);
  }

  /** {@link ProofPace#DEFAULT}, 60 s for empty summaries, and 5 minutes between audits. */
  static final Pace DEFAULT =
      new Pace(ProofPace.DEFAULT, Duration.ofSeconds(60), Duration.ofMinutes(5));
}
