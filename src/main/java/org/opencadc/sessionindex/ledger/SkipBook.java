package org.opencadc.sessionindex.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The objects that are not, or not fully, counted. Keeps all uids, so that one can go again. */
final class SkipBook {
  private static final int SHOWN = 5;

  private final Map<SkipReason, Set<String>> uids = new EnumMap<>(SkipReason.class);

  /** Moves an object from one reason to another, null being none; says whether that is a change. */
  boolean move(String uid, SkipReason from, SkipReason to) {
    if (from == to) {
      return false;
    }
    if (from != null) {
      uids.get(from).remove(uid);
    }
    if (to != null) {
      uids.computeIfAbsent(to, reason -> new LinkedHashSet<>()).add(uid);
    }
    return true;
  }

  /** Only reasons that have an object. */
  Map<SkipReason, Skipped> snapshot() {
    Map<SkipReason, Skipped> snapshot = new EnumMap<>(SkipReason.class);
    uids.forEach(
        (reason, skipped) -> {
          if (!skipped.isEmpty()) {
            snapshot.put(reason, new Skipped(skipped.size(), first(skipped)));
          }
        });
    return Collections.unmodifiableMap(snapshot);
  }

  private static List<String> first(Set<String> uids) {
    List<String> first = new ArrayList<>(SHOWN);
    for (Iterator<String> all = uids.iterator(); all.hasNext() && first.size() < SHOWN; ) {
      first.add(all.next());
    }
    return List.copyOf(first);
  }
}
