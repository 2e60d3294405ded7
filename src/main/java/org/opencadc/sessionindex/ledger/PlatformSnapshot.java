package org.opencadc.sessionindex.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The platform's figures at one moment; immutable.
 *
 * @param observed the applied versions that this reflects, or newer
 * @param users users with a session
 * @param activeUsers users with a running or pending session
 * @param allocated app-container requests of all Running pods, of whatever owner
 * @param effective scheduler's demand of all bound pods that have not ended
 * @param pending scheduler's demand of all unbound pods that have not ended
 * @param queued scheduler's demand times parallelism of all pending sessions whose Job is suspended
 * @param table the users with most active sessions, most first, then by name
 * @param usersOmitted users with a session that are not in the table
 */
public record PlatformSnapshot(
    ResourceVersions observed,
    SessionCounts counts,
    long users,
    long activeUsers,
    ResourceVector allocated,
    ResourceVector effective,
    ResourceVector pending,
    ResourceVector queued,
    NodeTotals nodes,
    List<UserLine> table,
    long usersOmitted,
    Map<SkipReason, Skipped> skipped) {

  /** This snapshot with the table in order and cut to so many lines; needs no lock. */
  PlatformSnapshot withTable(int maxUsers) {
    List<UserLine> ordered = new ArrayList<>(table);
    ordered.sort(UserLine.MOST_ACTIVE_FIRST);
    List<UserLine> shown = List.copyOf(ordered.subList(0, Math.min(maxUsers, ordered.size())));
    return new PlatformSnapshot(
        observed,
        counts,
        users,
        activeUsers,
        allocated,
        effective,
        pending,
        queued,
        nodes,
        shown,
        (long) ordered.size() - shown.size(),
        skipped);
  }

  /** This snapshot without what depends on history: uids to show, versions, order. */
  PlatformSnapshot comparable() {
    Map<SkipReason, Skipped> counts = new EnumMap<>(SkipReason.class);
    skipped.forEach((why, some) -> counts.put(why, new Skipped(some.count(), List.of())));
    return new PlatformSnapshot(
            observed,
            counts(),
            users,
            activeUsers,
            allocated,
            effective,
            pending,
            queued,
            nodes.withoutVersions(),
            table,
            usersOmitted,
            counts)
        .withTable(Integer.MAX_VALUE);
  }

  /** One line of the user table; interactive and headless are active sessions. */
  public record UserLine(
      String username, long interactive, long headless, long running, long pending) {

    private static final Comparator<UserLine> MOST_ACTIVE_FIRST =
        Comparator.comparingLong(UserLine::active)
            .reversed()
            .thenComparing(UserLine::username, Utf8Order.INSTANCE);

    private long active() {
      return running + pending;
    }
  }

  /**
   * Totals of nodes; cordoned ones are in selected, cordoned and notReady alone.
   *
   * @param capacity of the schedulable nodes; likewise allocatable
   * @param largestByCpu schedulable node with most CPU capacity, the first by name among equals;
   *     null when there is none; likewise by memory
   */
  public record NodeTotals(
      long selected,
      long schedulable,
      long cordoned,
      long notReady,
      ResourceVector capacity,
      ResourceVector allocatable,
      NodeFacts largestByCpu,
      NodeFacts largestByMemory) {

    private NodeTotals withoutVersions() {
      return new NodeTotals(
          selected,
          schedulable,
          cordoned,
          notReady,
          capacity,
          allocatable,
          largestByCpu == null ? null : largestByCpu.withResourceVersion(""),
          largestByMemory == null ? null : largestByMemory.withResourceVersion(""));
    }
  }
}
