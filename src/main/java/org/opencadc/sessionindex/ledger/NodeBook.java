package org.opencadc.sessionindex.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes by uid, and what they add up to. */
final class NodeBook {
  private final SkipBook skipped;
  private final Map<String, Known<NodeFacts>> nodes = new HashMap<>();
  private ResourceVector capacity = ResourceVector.ZERO;
  private ResourceVector allocatable = ResourceVector.ZERO;
  private long cordoned;
  private long notReady;
  private int epoch;

  /** Null when it has to be made again: finding the largest takes all nodes. */
  private PlatformSnapshot.NodeTotals totals;

  NodeBook(SkipBook skipped) {
    this.skipped = skipped;
  }

  void beginEpoch() {
    epoch++;
  }

  void apply(NodeFacts facts, ChangeSet changes) {
    Known<NodeFacts> known = nodes.get(facts.uid());
    if (known == null) {
      replace(null, facts, changes);
    } else if (known.epoch() < epoch
        || ResourceVersions.compare(facts.resourceVersion(), known.facts().resourceVersion())
            >= 0) {
      replace(known.facts(), facts, changes);
    } else {
      return;
    }
    nodes.put(facts.uid(), new Known<>(facts, epoch));
  }

  void remove(String uid, ChangeSet changes) {
    Known<NodeFacts> known = nodes.remove(uid);
    if (known != null) {
      replace(known.facts(), null, changes);
    }
  }

  void sweep(Set<String> live, ChangeSet changes) {
    Set<String> gone = new HashSet<>(nodes.keySet());
    gone.removeAll(live);
    for (String uid : gone) {
      remove(uid, changes);
    }
  }

  NodeFacts facts(String uid) {
    Known<NodeFacts> known = nodes.get(uid);
    return known == null ? null : known.facts();
  }

  Set<String> uids() {
    return new HashSet<>(nodes.keySet());
  }

  Contents.Kept<NodeFacts> contents() {
    return new Contents.Kept<>(epoch, List.copyOf(nodes.values()));
  }

  void restore(Contents.Kept<NodeFacts> contents) {
    ChangeSet unused = new ChangeSet();
    for (Known<NodeFacts> known : contents.all()) {
      epoch = known.epoch();
      apply(known.facts(), unused);
    }
    epoch = contents.epoch();
  }

  PlatformSnapshot.NodeTotals totals() {
    if (totals == null) {
      totals =
          new PlatformSnapshot.NodeTotals(
              nodes.size(),
              nodes.size() - cordoned,
              cordoned,
              notReady,
              capacity,
              allocatable,
              largest(true),
              largest(false));
    }
    return totals;
  }

  private void replace(NodeFacts from, NodeFacts to, ChangeSet changes) {
    if (from != null && to != null && from.sameButVersion(to)) {
      return;
    }
    if (from != null) {
      count(from, -1);
    }
    if (to != null) {
      count(to, 1);
    }
    skipped.move(from == null ? to.uid() : from.uid(), reason(from), reason(to));
    totals = null;
    changes.platform();
  }

  private void count(NodeFacts node, int by) {
    notReady += node.ready() ? 0 : by;
    if (node.cordoned()) {
      cordoned += by;
    } else {
      capacity = capacity.plus(node.capacity().times(by));
      allocatable = allocatable.plus(node.allocatable().times(by));
    }
  }

  private NodeFacts largest(boolean byCpu) {
    NodeFacts largest = null;
    for (Known<NodeFacts> entry : nodes.values()) {
      NodeFacts node = entry.facts();
      if (!node.cordoned() && (largest == null || larger(node, largest, byCpu))) {
        largest = node;
      }
    }
    return largest;
  }

  private static boolean larger(NodeFacts node, NodeFacts other, boolean byCpu) {
    int bySize =
        byCpu
            ? Long.compare(node.capacity().cpuMillis(), other.capacity().cpuMillis())
            : Long.compare(node.capacity().memoryBytes(), other.capacity().memoryBytes());
    return bySize != 0 ? bySize > 0 : node.name().compareTo(other.name()) < 0;
  }

  private static SkipReason reason(NodeFacts facts) {
    return facts != null && facts.invalidQuantities() > 0 ? SkipReason.InvalidQuantity : null;
  }
}
