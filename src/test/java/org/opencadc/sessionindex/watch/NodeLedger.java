package org.opencadc.sessionindex.watch;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.opencadc.sessionindex.ledger.LabelGeneration;
import org.opencadc.sessionindex.ledger.Ledger;
import org.opencadc.sessionindex.ledger.NodeFacts;
import org.opencadc.sessionindex.ledger.ObjectKind;

/** A listener with a ledger of its own; hears nothing of objects while it is deaf. */
final class NodeLedger implements SourceListener<NodeFacts> {
  final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));
  volatile boolean deaf;

  /** What it knows, by uid. */
  Map<String, NodeFacts> known() {
    Map<String, NodeFacts> known = new TreeMap<>();
    for (String uid : ledger.uids(ObjectKind.NODE)) {
      NodeFacts facts = ledger.node(uid);
      if (facts != null) {
        known.put(uid, facts);
      }
    }
    return known;
  }

  @Override
  public void epoch() {
    ledger.beginEpoch(ObjectKind.NODE);
  }

  @Override
  public void upsert(NodeFacts facts) {
    if (!deaf) {
      ledger.apply(facts);
    }
  }

  @Override
  public void removed(String uid) {
    if (!deaf) {
      ledger.remove(ObjectKind.NODE, uid);
    }
  }

  @Override
  public void listed(Set<String> liveUids) {
    ledger.sweep(ObjectKind.NODE, liveUids);
  }

  @Override
  public void applied(String resourceVersion) {
    ledger.applied(ObjectKind.NODE, resourceVersion);
  }

  @Override
  public NodeFacts facts(String uid) {
    return ledger.node(uid);
  }

  @Override
  public Set<String> uids() {
    return ledger.uids(ObjectKind.NODE);
  }
}
