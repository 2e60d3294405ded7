package org.opencadc.sessionindex.reconcile;

import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.opencadc.sessionindex.ledger.Changes;
import org.opencadc.sessionindex.ledger.Ledger;
import org.opencadc.sessionindex.ledger.ObjectKind;
import org.opencadc.sessionindex.ledger.ResourceVersions;
import org.opencadc.sessionindex.watch.SourceListener;

/**
 * Feeds what one source says into a ledger. Changes are announced before the applied version moves,
 * with the versions as they were before: so a version that is applied is dirty or published.
 */
final class LedgerFeed<F> implements SourceListener<F> {
  private final ObjectKind kind;
  private final Ledger ledger;
  private final Function<F, Changes> apply;
  private final Function<String, F> known;
  private final BiConsumer<Changes, ResourceVersions> announce;

  LedgerFeed(
      ObjectKind kind,
      Ledger ledger,
      Function<F, Changes> apply,
      Function<String, F> known,
      BiConsumer<Changes, ResourceVersions> announce) {
    this.kind = kind;
    this.ledger = ledger;
    this.apply = apply;
    this.known = known;
    this.announce = announce;
  }

  @Override
  public void epoch() {
    ledger.beginEpoch(kind);
  }

  @Override
  public void upsert(F facts) {
    ResourceVersions before = ledger.applied();
    announce.accept(apply.apply(facts), before);
  }

  @Override
  public void removed(String uid) {
    ResourceVersions before = ledger.applied();
    announce.accept(ledger.remove(kind, uid), before);
  }

  @Override
  public void listed(Set<String> liveUids) {
    ResourceVersions before = ledger.applied();
    announce.accept(ledger.sweep(kind, liveUids), before);
  }

  @Override
  public void applied(String resourceVersion) {
    ledger.applied(kind, resourceVersion);
  }

  @Override
  public F facts(String uid) {
    return known.apply(uid);
  }

  @Override
  public Set<String> uids() {
    return ledger.uids(kind);
  }
}
