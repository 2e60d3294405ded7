package org.opencadc.sessionindex.ledger;

import java.util.Map;

/**
 * Counts of sessions at one moment; immutable. Maps are by label value, without zero values.
 *
 * @param suspended pending sessions whose Job is suspended
 * @param interactive kinds other than exactly "headless" and exactly "desktop-app"
 */
public record SessionCounts(
    long total,
    Map<SessionStatus, Long> byStatus,
    long suspended,
    Active interactive,
    Active headless,
    Active desktopApps,
    Map<String, Long> byKind,
    Map<String, Long> byCommunity,
    Map<String, Long> byProject,
    Map<String, Long> byFlavor,
    Map<String, Long> byQueue) {

  /** Active sessions of a group of kinds; active is their sum. */
  public record Active(long running, long pending) {
    /** Running or pending. */
    public long active() {
      return running + pending;
    }
  }

  /** How many sessions have a status. */
  public long of(SessionStatus status) {
    return byStatus.getOrDefault(status, 0L);
  }
}
