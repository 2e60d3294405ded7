package org.opencadc.sessionindex.publish;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opencadc.sessionindex.api.Sessions;
import org.opencadc.sessionindex.ledger.PlatformSnapshot;
import org.opencadc.sessionindex.ledger.SessionCounts;
import org.opencadc.sessionindex.ledger.SessionStatus;
import org.opencadc.sessionindex.ledger.UserSnapshot;

/** Counts as they are published. */
final class CountsDocument {
  private static final int MOST_KEYS = 64;

  private CountsDocument() {}

  static Sessions of(PlatformSnapshot platform) {
    SessionCounts counts = platform.counts();
    return of(
        counts,
        bounded(counts.byCommunity()),
        bounded(counts.byProject()),
        platform.users(),
        platform.activeUsers());
  }

  static Sessions of(UserSnapshot user) {
    return of(user.counts(), null, null, null, null);
  }

  private static Sessions of(
      SessionCounts counts,
      Map<String, Long> byCommunity,
      Map<String, Long> byProject,
      Long users,
      Long activeUsers) {
    return new Sessions(
        counts.total(),
        counts.of(SessionStatus.RUNNING),
        counts.of(SessionStatus.PENDING),
        counts.of(SessionStatus.COMPLETED),
        counts.of(SessionStatus.FAILED),
        counts.of(SessionStatus.TERMINATING),
        counts.suspended(),
        active(counts.interactive()),
        active(counts.headless()),
        active(counts.desktopApps()),
        bounded(counts.byKind()),
        byCommunity,
        byProject,
        bounded(counts.byFlavor()),
        bounded(counts.byQueue()),
        users,
        activeUsers);
  }

  private static Sessions.ActiveCounts active(SessionCounts.Active active) {
    return new Sessions.ActiveCounts(active.active(), active.running(), active.pending());
  }

  /** The 64 largest counts, the first by name among equals; what is left is summed up. */
  private static Map<String, Long> bounded(Map<String, Long> counts) {
    if (counts.size() <= MOST_KEYS) {
      return new TreeMap<>(counts);
    }
    List<Map.Entry<String, Long>> largestFirst =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    Map<String, Long> kept = new TreeMap<>();
    largestFirst.subList(0, MOST_KEYS).forEach(e -> kept.put(e.getKey(), e.getValue()));
    long rest =
        largestFirst.subList(MOST_KEYS, largestFirst.size()).stream()
            .mapToLong(Map.Entry::getValue)
            .sum();
    kept.put(Sessions.OTHER, rest);
    return kept;
  }
}
