package org.opencadc.sessionindex.leader;

import java.time.Duration;

/**
 * How a Lease is held.
 *
 * @param lease after how long without renewal another may take it
 * @param renewDeadline after how long without renewal its holder gives up
 * @param retry time from one attempt to the next
 */
public record LeaseTiming(Duration lease, Duration renewDeadline, Duration retry) {

  /** 15 s, 10 s and 2 s, as the components of Kubernetes have it. */
  public static final LeaseTiming DEFAULT =
      new LeaseTiming(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));
}
