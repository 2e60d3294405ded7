package org.opencadc.sessionindex.watch;

import java.time.Duration;

/**
 * How often sources are proven current and how long a proof waits.
 *
 * @param every between two proofs of a source that is well
 * @param hindered between two attempts on a source that is not
 * @param quick for the main watch to apply the newest version, before a canary watch is opened
 * @param patient for the main watch to apply what the canary watch has shown
 * @param listing after which a LIST is called slow, and begun anew if it shows nothing more
 */
public record ProofPace(
    Duration every, Duration hindered, Duration quick, Duration patient, Duration listing) {

  /** Every 10 s, every 3 s while hindered; 1 s before a canary, 5 s after it; 60 s for a LIST. */
  public static final ProofPace DEFAULT =
      new ProofPace(
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60));
}
