package org.opencadc.sessionindex.publish;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.opencadc.sessionindex.publish.Budget.Lane;

/**
 * The grants of a budget that are not settled yet: which of them somebody has claimed, and how many
 * of the users' places they take. Times are monotonic nanoseconds. Not thread-safe: the budget
 * calls it under its own lock.
 */
final class Grants {
  /**
   * Users' summaries that are on their way at once: fewer than there are threads to write them, so
   * that none waits where neither the oldest nor the platform goes first.
   */
  private static final int MOST_USERS = 8;

  /** A grant that nobody has taken by then holds up no other; it comes back later. */
  private static final long SOON_CLAIMED_NANOS = 2_000_000_000L;

  private static final long UNCLAIMED_NANOS = 10_000_000_000L;

  private final Map<SummaryKey, Budgeted> granted = new HashMap<>();

  /** How many more a lane may be granted now. */
  int room(Lane lane, long now) {
    return lane == Lane.USER ? MOST_USERS - usersOnTheirWay(now) : Integer.MAX_VALUE;
  }

  private int usersOnTheirWay(long now) {
    int users = 0;
    for (Budgeted entry : granted.values()) {
      boolean held = entry.claimed || now - entry.grantedAt < SOON_CLAIMED_NANOS;
      users += held && entry.lane == Lane.USER ? 1 : 0;
    }
    return users;
  }

  /** Grants a summary that has no grant. */
  void add(SummaryKey key, Budgeted entry, long now) {
    entry.grantedAt = now;
    entry.claimed = false;
    entry.hurried = false;
    granted.put(key, entry);
  }

  /** Whether there is a grant, claimed or not. */
  boolean has(SummaryKey key) {
    return granted.containsKey(key);
  }

  /** Whether there is a grant that nobody has claimed; who does sees what changes until then. */
  boolean hasUnclaimed(SummaryKey key) {
    Budgeted grant = granted.get(key);
    return grant != null && !grant.claimed;
  }

  /** Claims a grant; false when there is none, or another has claimed it. */
  boolean claim(SummaryKey key) {
    Budgeted entry = granted.get(key);
    if (entry == null || entry.claimed) {
      return false;
    }
    entry.claimed = true;
    return true;
  }

  /** Ends a grant; null when there is none. */
  Budgeted end(SummaryKey key) {
    return granted.remove(key);
  }

  /** Ends all that nobody has claimed for so long that nobody will; returns them. */
  Map<SummaryKey, Budgeted> endUnclaimed(long now) {
    Map<SummaryKey, Budgeted> ended = new LinkedHashMap<>();
    for (var grants = granted.entrySet().iterator(); grants.hasNext(); ) {
      Map.Entry<SummaryKey, Budgeted> grant = grants.next();
      Budgeted entry = grant.getValue();
      if (!entry.claimed && now - entry.grantedAt > UNCLAIMED_NANOS) {
        ended.put(grant.getKey(), entry);
        grants.remove();
      }
    }
    return ended;
  }
}
