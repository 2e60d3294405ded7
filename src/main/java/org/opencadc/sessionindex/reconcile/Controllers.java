package org.opencadc.sessionindex.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.ledger.PlatformSnapshot;
import org.opencadc.sessionindex.ledger.SessionStatus;
import org.opencadc.sessionindex.publish.Budget;
import org.opencadc.sessionindex.publish.BudgetLimits;
import org.opencadc.sessionindex.publish.Pacer;
import org.opencadc.sessionindex.publish.Publication;
import org.opencadc.sessionindex.publish.PublishingParts;
import org.opencadc.sessionindex.publish.SummaryKey;
import org.opencadc.sessionindex.publish.SummaryWriter;
import org.opencadc.sessionindex.watch.ServerClock;
import org.opencadc.sessionindex.watch.Sources;

/** The controllers of all served namespaces and what drives them: sources in, the pacer out. */
public final class Controllers implements AutoCloseable {
  private final Parts parts;
  private final NewControllers newControllers;
  private final Indexes indexes;
  private final IndexStatusWriter statusWriter;
  private final SummaryWriter writer;
  private final Budget budget;
  private final Pacer pacer;
  private final Auditor auditor;
  private final Map<String, NamespaceControllers> served = new ConcurrentHashMap<>();
  private final Runnable onChange = this::lookAtAll;

  /**
   * What the controllers work with.
   *
   * @param leading whether this process may write; where it may not, sources and ledgers follow all
   *     the same
   * @param patience how long the watch of summaries may be behind where publishing is to begin; to
   *     be listed, an informer has twice as long
   * @param standsStill is told when it was for longer; must begin all of this anew, and not block
   */
  public record Parts(
      KubernetesClient client,
      ApiRequests requests,
      BooleanSupplier leading,
      Sources sources,
      ServerClock clock,
      BudgetLimits budget,
      SummaryWriter.WriteMeter meter,
      LongSupplier ticker,
      Duration emptyGrace,
      Duration auditEvery,
      Duration patience,
      Runnable standsStill) {}

  /** Makes the controllers of a namespace, or of all; they do not run yet. */
  interface NewControllers {
    NamespaceControllers of(
        String namespace,
        Parts parts,
        Indexes indexes,
        IndexStatusWriter statusWriter,
        SummaryWriter writer);
  }

  /** No namespace is served yet, and nothing runs. */
  public Controllers(Parts parts) {
    this(parts, NamespaceControllers::new);
  }

  Controllers(Parts parts, NewControllers newControllers) {
    this.parts = parts;
    this.newControllers = newControllers;
    ObjectMapper mapper = new ObjectMapper();
    // of its own: what still ends after a restore must not take what was granted to others since
    budget = new Budget(parts.budget(), parts.ticker());
    writer = new SummaryWriter(parts.requests(), mapper, parts.meter());
    PublishingParts publishing =
        new PublishingParts(writer, budget, mapper, parts.ticker(), parts.sources()::restored);
    indexes =
        new Indexes(index -> new ActiveIndex(index, parts.sources(), parts.clock(), publishing));
    IndexEvents events =
        new IndexEvents(parts.requests(), mapper, () -> wholeSeconds(parts.clock()));
    statusWriter = new IndexStatusWriter(parts.requests(), mapper, events, parts.ticker());
    pacer = new Pacer(budget, this::dispatch, this::tick, parts.ticker());
    auditor = new Auditor(indexes, parts.clock(), parts.ticker(), parts.auditEvery(), this::lookAt);
    parts.sources().onChange(onChange);
  }

  private static String wholeSeconds(ServerClock clock) {
    return clock.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Starts what all namespaces share. */
  public void start() {
    pacer.start();
    auditor.start();
  }

  /**
   * Serves a namespace, one that is served already too; returns when its informers have listed.
   *
   * @param namespace or {@link PermittedNamespaces#ALL}
   * @throws RuntimeException of the client, if it could not be listed; it is not served then
   */
  public void serve(String namespace) {
    if (served.containsKey(namespace)) {
      return;
    }
    NamespaceControllers controllers =
        newControllers.of(namespace, parts, indexes, statusWriter, writer);
    served.put(namespace, controllers);
    try {
      controllers.start();
    } catch (RuntimeException e) {
      served.remove(namespace);
      controllers.close();
      // nobody would say that one of them is gone
      indexes.forget(namespace);
      throw e;
    }
    lookAtAll();
  }

  /** The namespaces that are served. */
  public Set<String> served() {
    return Set.copyOf(served.keySet());
  }

  private Optional<NamespaceControllers> of(String namespace) {
    NamespaceControllers own = served.get(namespace);
    return Optional.ofNullable(own != null ? own : served.get(PermittedNamespaces.ALL));
  }

  private void dispatch(List<SummaryKey> granted) {
    granted.forEach(key -> of(key.namespace()).ifPresent(some -> some.dispatch(key)));
  }

  private void tick() {
    indexes.active().forEach(index -> index.publication().tick());
  }

  private void lookAt(ActiveIndex index) {
    of(index.namespace()).ifPresent(some -> some.lookAt(index));
  }

  /** Has every served index reconciled. */
  public void lookAtAll() {
    indexes.active().forEach(this::lookAt);
  }

  /** This process leads now: all that could not be written before is looked at. */
  public void leads() {
    lookAtAll();
    indexes.ended().forEach(key -> of(key.namespace()).ifPresent(some -> some.lookAt(key)));
  }

  /** How many summaries wait for the budget. */
  public int queued() {
    return budget.queued();
  }

  /** How long ago the pacer went round, in nanoseconds. */
  public long nanosSinceRound() {
    return pacer.nanosSinceRound();
  }

  /** What keeps served indexes from being listed and watched; null when nothing does. */
  public String notListed() {
    String waiting =
        indexes.active().stream()
            .filter(index -> !index.currency().live())
            .map(ActiveIndex::namespace)
            .sorted()
            .collect(Collectors.joining(", "));
    return waiting.isEmpty() ? null : "sources are not live in namespace " + waiting;
  }

  /** Whether there are indexes and none of them is listed and watched. */
  public boolean noneListed() {
    List<ActiveIndex> active = indexes.active();
    return !active.isEmpty() && active.stream().noneMatch(index -> index.currency().live());
  }

  /** The served indexes in figures. */
  public List<IndexFigures> figures() {
    return indexes.active().stream().map(this::figures).toList();
  }

  private IndexFigures figures(ActiveIndex index) {
    PlatformSnapshot platform = index.ledger().platform(0);
    Map<String, Long> sessions = new HashMap<>();
    for (SessionStatus status : SessionStatus.values()) {
      sessions.put(status.text(), platform.counts().of(status));
    }
    Map<String, Long> skipped = new HashMap<>();
    platform.skipped().forEach((reason, some) -> skipped.put(reason.name(), some.count()));
    Publication publication = index.publication();
    return new IndexFigures(
        index.namespace(),
        sessions,
        skipped,
        publication.dirtyUsers(),
        parts.leading().getAsBoolean(),
        publication.begun() ? publication.publishedThrough() : null,
        index.lastAudit());
  }

  @Override
  public void close() {
    parts.sources().forget(onChange);
    pacer.close();
    auditor.close();
    try (indexes) {
      closeServed();
    }
  }

  /** All of them, whatever JOSDK throws at the end of one. */
  private void closeServed() {
    RuntimeException first = null;
    for (NamespaceControllers controllers : served.values()) {
      try {
        controllers.close();
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
