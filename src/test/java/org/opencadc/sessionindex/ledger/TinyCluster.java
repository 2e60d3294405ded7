package org.opencadc.sessionindex.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a ledger should know after a sequence of events: the surviving facts, by the rules for
 * versions and epochs alone.
 */
final class TinyCluster {
  private final Map<ObjectKind, Map<String, Known>> known = new HashMap<>();
  private final Map<ObjectKind, Integer> epochs = new HashMap<>();

  TinyCluster() {
    for (ObjectKind kind : ObjectKind.values()) {
      known.put(kind, new HashMap<>());
      epochs.put(kind, 0);
    }
  }

  void apply(ObjectKind kind, String uid, int version, Object facts) {
    Known old = known.get(kind).get(uid);
    if (old == null || old.epoch < epochs.get(kind) || old.version <= version) {
      known.get(kind).put(uid, new Known(epochs.get(kind), version, facts));
    }
  }

  void remove(ObjectKind kind, String uid) {
    known.get(kind).remove(uid);
  }

  void beginEpoch(ObjectKind kind) {
    epochs.merge(kind, 1, Integer::sum);
  }

  void sweep(ObjectKind kind, Set<String> live) {
    known.get(kind).keySet().retainAll(live);
  }

  NaiveRecount recount(List<LabelGeneration> generations) {
    return new NaiveRecount(
        generations,
        facts(ObjectKind.JOB, JobFacts.class),
        facts(ObjectKind.POD, PodFacts.class),
        facts(ObjectKind.NODE, NodeFacts.class));
  }

  Set<String> uids(ObjectKind kind) {
    return Set.copyOf(known.get(kind).keySet());
  }

  Object facts(ObjectKind kind, String uid) {
    return known.get(kind).get(uid).facts;
  }

  private <T> List<T> facts(ObjectKind kind, Class<T> type) {
    return known.get(kind).values().stream().map(one -> type.cast(one.facts)).toList();
  }

  private record Known(int epoch, int version, Object facts) {}
}
