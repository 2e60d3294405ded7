package org.opencadc.sessionindex.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.ledger.PlatformSnapshot;
import org.opencadc.sessionindex.ledger.SessionStatus;
import org.opencadc.sessionindex.publish.Budget;
import org.opencadc.sessionindex.publish.Pacer;
import org.opencadc.sessionindex.publish.Publication;
import org.opencadc.sessionindex.publish.PublishedSummary;
import org.opencadc.sessionindex.publish.SummaryKey;
import org.opencadc.sessionindex.publish.SummaryWriter;
import org.opencadc.sessionindex.watch.ServerClock;
import org.opencadc.sessionindex.watch.SourceState;
import org.opencadc.sessionindex.watch.Sources;

/** The two controllers and what drives them: sources in, the pacer out. */
public final class Controllers implements AutoCloseable {
  private static final long PAGE = 100;
  private static final int THREADS = 4;
  private static final Duration SELF_HEAL = Duration.ofMinutes(15);

  private final Sources sources;
  private final Budget budget;
  private final Indexes indexes;
  private final PublishedSummaries summaries;
  private final SessionIndexReconciler indexReconciler;
  private final Pacer pacer;
  private final Auditor auditor;
  private final Operator operator;

  /** What the controllers work with. */
  public record Parts(
      KubernetesClient client,
      ApiRequests requests,
      Sources sources,
      ServerClock clock,
      Budget budget,
      SummaryWriter.WriteMeter meter,
      LongSupplier ticker,
      Duration emptyGrace,
      Duration auditEvery) {}

  /** Controllers of these namespaces; nothing runs yet. */
  public Controllers(Parts parts, Set<String> namespaces) {
    this.sources = parts.sources();
    this.budget = parts.budget();
    ObjectMapper mapper = new ObjectMapper();
    Publication.Shared publishing =
        new Publication.Shared(
            new SummaryWriter(parts.requests(), mapper, parts.meter()),
            budget,
            mapper,
            parts.ticker());
    indexes = new Indexes(index -> new ActiveIndex(index, sources, parts.clock(), publishing));
    summaries =
        new PublishedSummaries(
            new PushEvents.Listener<>() {
              @Override
              public void present(PublishedSummary summary) {
                // its own controller is told by JOSDK
              }

              @Override
              public void gone(PublishedSummary summary) {
                indexes
                    .active(summary.getMetadata().getNamespace())
                    .filter(index -> index.publication().owns(summary))
                    .ifPresent(index -> index.publication().gone(summary));
              }
            });
    IndexEvents events =
        new IndexEvents(parts.requests(), mapper, () -> wholeSeconds(parts.clock()));
    indexReconciler =
        new SessionIndexReconciler(
            indexes,
            summaries,
            new IndexStatusWriter(parts.requests(), mapper, events, parts.ticker()),
            parts.clock(),
            parts.emptyGrace());
    pacer = new Pacer(budget, this::dispatch, this::tick, parts.ticker());
    auditor =
        new Auditor(
            indexes,
            parts.clock(),
            parts.ticker(),
            parts.auditEvery(),
            index -> indexReconciler.lookAt(index.namespace(), index.name()));
    operator = operator(parts.client());
    register(namespaces);
    sources.onChange(this::lookAtAll);
  }

  private static String wholeSeconds(ServerClock clock) {
    return clock.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Operator operator(KubernetesClient client) {
    // both primaries are read-only here, so the caches may hand out what they hold
    Cloner shared =
        new Cloner() {
          @Override
          public <T extends HasMetadata> T clone(T resource) {
            return resource;
          }
        };
    return new Operator(
        overrider ->
            overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withResourceCloner(shared)
                .withConcurrentReconciliationThreads(THREADS)
                .withReconciliationTerminationTimeout(Duration.ofSeconds(2)));
  }

  private void register(Set<String> namespaces) {
    // nothing is limited here: the budget paces before an event is raised
    RateLimiter<RateLimiter.RateLimitState> unlimited =
        new RateLimiter<>() {
          @Override
          public Optional<Duration> isLimited(RateLimitState state) {
            return Optional.empty();
          }

          @Override
          public RateLimitState initState() {
            return new RateLimitState() {};
          }
        };
    operator.register(
        indexReconciler,
        o ->
            o.settingNamespaces(namespaces)
                .withRateLimiter(unlimited)
                .withRetry(retry())
                .withReconciliationMaxInterval(SELF_HEAL));
    operator.register(
        new SessionSummaryReconciler(indexes, summaries),
        o ->
            o.settingNamespaces(namespaces)
                .withRateLimiter(unlimited)
                .withRetry(retry())
                .withInformerListLimit(PAGE)
                .withReconciliationMaxInterval(SELF_HEAL));
  }

  private static GenericRetry retry() {
    return new GenericRetry()
        .setMaxAttempts(-1)
        .setInitialInterval(1000)
        .setIntervalMultiplier(2)
        .setMaxInterval(60_000);
  }

  /** Starts; returns when both informers have listed. */
  public void start() {
    operator.start();
    summaries.complete();
    pacer.start();
    auditor.start();
    lookAtAll();
  }

  private void dispatch(List<SummaryKey> granted) {
    for (SummaryKey key : granted) {
      if (summaries.contains(key)) {
        summaries.events().push(key.namespace(), key.name());
      } else {
        indexes
            .active(key.namespace())
            .ifPresent(
                index -> {
                  index.toCreate().add(key);
                  indexReconciler.lookAt(index.namespace(), index.name());
                });
      }
    }
  }

  private void tick() {
    indexes.active().forEach(index -> index.publication().tick());
  }

  private void lookAtAll() {
    indexes.active().forEach(index -> indexReconciler.lookAt(index.namespace(), index.name()));
  }

  /** How long ago the pacer went round, in nanoseconds. */
  public long nanosSinceRound() {
    return pacer.nanosSinceRound();
  }

  /** What keeps the served indexes from being listed and watched; null when nothing does. */
  public String notListed() {
    String waiting =
        indexes.active().stream()
            .filter(index -> !index.currency().live())
            .map(ActiveIndex::namespace)
            .sorted()
            .collect(Collectors.joining(", "));
    return waiting.isEmpty() ? null : "sources are not live in namespace " + waiting;
  }

  /** The served indexes in figures. */
  public List<IndexFigures> figures() {
    return indexes.active().stream().map(Controllers::figures).toList();
  }

  private static IndexFigures figures(ActiveIndex index) {
    PlatformSnapshot platform = index.ledger().platform(0);
    Map<String, Long> sessions = new HashMap<>();
    for (SessionStatus status : SessionStatus.values()) {
      sessions.put(status.text(), platform.counts().of(status));
    }
    Map<String, Long> skipped = new HashMap<>();
    platform.skipped().forEach((reason, some) -> skipped.put(reason.name(), some.count()));
    return new IndexFigures(
        index.namespace(), sessions, skipped, index.publication().dirtyUsers(), index.lastAudit());
  }

  /** The states of all sources. */
  public List<SourceState> sources() {
    return sources.states();
  }

  @Override
  public void close() {
    pacer.close();
    auditor.close();
    operator.stop();
    indexes.close();
  }
}
