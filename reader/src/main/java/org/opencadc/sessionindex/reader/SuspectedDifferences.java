package org.opencadc.sessionindex.reader;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * In what the last comparable LIST of each query differed. That may have been a change that was
 * taken back before it was published: what is published then is not written anew, so nothing tells.
 * By the query's next LIST it is gone, but for a difference that stays. Of so many queries at most,
 * the oldest go first. Not thread-safe.
 */
final class SuspectedDifferences {
  private final int most;
  private final Map<JobQuery, Set<ShadowDifference>> suspected = new LinkedHashMap<>();

  SuspectedDifferences(int most) {
    this.most = most;
  }

  /** In what the query's LIST before this one differed as well; that one is forgotten. */
  Set<ShadowDifference> confirmed(JobQuery query, Set<ShadowDifference> found) {
    Set<ShadowDifference> confirmed = EnumSet.noneOf(ShadowDifference.class);
    confirmed.addAll(found);
    Set<ShadowDifference> before = suspected.remove(query);
    confirmed.retainAll(before == null ? Set.of() : before);
    if (!found.isEmpty()) {
      suspected.put(query, Set.copyOf(found));
    }
    if (suspected.size() > most) {
      suspected.remove(suspected.keySet().iterator().next());
    }
    return confirmed;
  }
}
