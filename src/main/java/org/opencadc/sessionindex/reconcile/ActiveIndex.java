package org.opencadc.sessionindex.reconcile;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.ledger.LabelGeneration;
import org.opencadc.sessionindex.ledger.Ledger;
import org.opencadc.sessionindex.ledger.ObjectKind;
import org.opencadc.sessionindex.publish.Publication;
import org.opencadc.sessionindex.publish.PublishingParts;
import org.opencadc.sessionindex.publish.SummaryKey;
import org.opencadc.sessionindex.publish.SummaryWriter.Owner;
import org.opencadc.sessionindex.watch.SelectorText;
import org.opencadc.sessionindex.watch.ServerClock;
import org.opencadc.sessionindex.watch.Sources;

/** The index that is served in a namespace: its ledger, its sources, its summaries. */
final class ActiveIndex implements AutoCloseable {
  private final String namespace;
  private final String name;
  private final String uid;
  private final SessionIndexSpec spec;
  private final Ledger ledger;
  private final SourceCurrency currency;
  private final Publication publication;
  private final Set<SummaryKey> toCreate = ConcurrentHashMap.newKeySet();
  private volatile AuditReport lastAudit;
  private volatile Hindrance hindrance = Hindrance.UNKNOWN;

  /**
   * Begins to follow the sources that the index needs.
   *
   * @throws IllegalArgumentException if a selector cannot be written; nothing is followed then
   */
  ActiveIndex(SessionIndex index, Sources sources, ServerClock clock, PublishingParts publishing) {
    this.namespace = index.getMetadata().getNamespace();
    this.name = index.getMetadata().getName();
    this.uid = index.getMetadata().getUid();
    this.spec = SessionIndexSpec.orDefaults(index.getSpec());
    String jobSelector = SelectorText.of(spec.jobs().selector());
    String nodeSelector = SelectorText.of(spec.nodes().selector());
    this.ledger =
        new Ledger(spec.labels().generations().stream().map(ActiveIndex::generation).toList());
    this.currency = new SourceCurrency(clock);
    this.publication =
        new Publication(
            namespace, new Owner(name, uid), spec.publish(), ledger, currency, publishing);
    currency.follow(
        sources.jobs(
            namespace,
            jobSelector,
            new LedgerFeed<>(
                ObjectKind.JOB, ledger, ledger::apply, ledger::job, publication::changed)),
        sources.pods(
            namespace,
            new LedgerFeed<>(
                ObjectKind.POD, ledger, ledger::apply, ledger::pod, publication::changed)),
        spec.nodes().enabled()
            ? sources.nodes(
                nodeSelector,
                new LedgerFeed<>(
                    ObjectKind.NODE, ledger, ledger::apply, ledger::node, publication::changed))
            : null);
  }

  private static LabelGeneration generation(SessionIndexSpec.Generation generation) {
    return switch (generation) {
      case Canonical -> LabelGeneration.CANONICAL;
      case Legacy -> LabelGeneration.LEGACY;
    };
  }

  /** Whether this serves just that index with just that spec. */
  boolean serves(SessionIndex index) {
    return uid.equals(index.getMetadata().getUid())
        && spec.equals(SessionIndexSpec.orDefaults(index.getSpec()));
  }

  String namespace() {
    return namespace;
  }

  String name() {
    return name;
  }

  String uid() {
    return uid;
  }

  Ledger ledger() {
    return ledger;
  }

  SourceCurrency currency() {
    return currency;
  }

  Publication publication() {
    return publication;
  }

  /** Null until there was one. */
  AuditReport lastAudit() {
    return lastAudit;
  }

  void audited(AuditReport report) {
    lastAudit = report;
  }

  /** Why publishing has not begun, once the sources are live; means nothing after it has. */
  Hindrance hindrance() {
    return hindrance;
  }

  void hindered(Hindrance why) {
    hindrance = why;
  }

  /** Summaries that the budget has granted and that do not exist yet. */
  Set<SummaryKey> toCreate() {
    return toCreate;
  }

  @Override
  public void close() {
    currency.close();
    publication.end();
  }
}
