package org.opencadc.sessionindex.testserver;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which uids live and who names whom as owner. */
final class OwnerIndex {
  private final Set<String> alive = new HashSet<>();
  private final Map<String, Map<String, Stored>> dependents = new HashMap<>();

  void replace(Stored before, Stored now) {
    if (before != null) {
      alive.remove(before.uid());
      for (String owner : before.owners()) {
        dependents.computeIfPresent(
            owner,
            (uid, owned) -> {
              owned.remove(before.uid());
              return owned.isEmpty() ? null : owned;
            });
      }
    }
    if (now != null) {
      alive.add(now.uid());
      for (String owner : now.owners()) {
        dependents.computeIfAbsent(owner, uid -> new LinkedHashMap<>()).put(now.uid(), now);
      }
    }
  }

  boolean alive(String uid) {
    return alive.contains(uid);
  }

  Set<Stored> ownedBy(String uid) {
    return Set.copyOf(dependents.getOrDefault(uid, Map.of()).values());
  }

  void clear() {
    alive.clear();
    dependents.clear();
  }
}
