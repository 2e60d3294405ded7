package org.opencadc.sessionindex.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.LifecycleAware;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.Optional;
import org.opencadc.sessionindex.publish.PublishedSummary;
import org.opencadc.sessionindex.publish.ShownSummaries;
import org.opencadc.sessionindex.publish.SummaryKey;
import org.opencadc.sessionindex.publish.SummaryWriter;

/**
 * The two controllers of one namespace, or of all. Each namespace has an operator of JOSDK's to
 * itself: a running one that is given a further namespace forgets to finish what it reconciles just
 * then, and never looks at that object again.
 */
class NamespaceControllers implements AutoCloseable {
  private static final long PAGE = 100;

  /** More than users' summaries are granted at once: the platform's is written beside them. */
  private static final int THREADS = 10;

  /** There the platforms of many namespaces are written beside them. */
  private static final int THREADS_FOR_ALL = 32;

  private static final Duration SELF_HEAL = Duration.ofMinutes(15);

  private final Indexes indexes;
  private final PublishedSummaries summaries;
  private final SessionIndexReconciler indexReconciler;
  private final Operator operator;
  private boolean started;

  /**
   * Controllers that do not run yet.
   *
   * @param namespace or {@link PermittedNamespaces#ALL}
   */
  NamespaceControllers(
      String namespace,
      Controllers.Parts parts,
      Indexes indexes,
      IndexStatusWriter statusWriter,
      SummaryWriter writer) {
    this.indexes = indexes;
    summaries =
        new PublishedSummaries(
            new ShownSummaries(parts.requests(), new ObjectMapper()),
            new PushEvents.Listener<>() {
              @Override
              public void present(PublishedSummary summary) {
                // its own controller is told by JOSDK
              }

              @Override
              public void gone(PublishedSummary summary) {
                indexes.forget(summary.key());
                indexes
                    .active(summary.getMetadata().getNamespace())
                    .filter(index -> index.publication().owns(summary))
                    .ifPresent(index -> index.publication().gone(summary));
              }
            });
    indexReconciler =
        new SessionIndexReconciler(
            indexes,
            summaries,
            statusWriter,
            parts.clock(),
            parts.emptyGrace(),
            parts.leading(),
            new BeginCheck(summaries, parts.patience(), parts.ticker(), parts.standsStill()));
    operator = operator(parts.client(), namespace, parts.patience().multipliedBy(2));
    operator.register(indexReconciler, o -> configure(o, namespace));
    operator.register(
        new SessionSummaryReconciler(indexes, summaries, writer, parts.leading()),
        o -> configure(o, namespace).withInformerListLimit(PAGE));
  }

  private static Operator operator(KubernetesClient client, String namespace, Duration toList) {
    // both primaries are read-only here, so the caches may hand out what they hold
    Cloner shared =
        new Cloner() {
          @Override
          public <T extends HasMetadata> T clone(T resource) {
            return resource;
          }
        };
    int threads = namespace.equals(PermittedNamespaces.ALL) ? THREADS_FOR_ALL : THREADS;
    return new Operator(
        overrider ->
            overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withResourceCloner(shared)
                .withConcurrentReconciliationThreads(threads)
                .withCacheSyncTimeout(toList)
                .withReconciliationTerminationTimeout(Duration.ofSeconds(2)));
  }

  private static <R extends HasMetadata> ControllerConfigurationOverrider<R> configure(
      ControllerConfigurationOverrider<R> overrider, String namespace) {
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
    ControllerConfigurationOverrider<R> scoped =
        namespace.equals(PermittedNamespaces.ALL)
            ? overrider.watchingAllNamespaces()
            : overrider.settingNamespace(namespace);
    return scoped
        .withRateLimiter(unlimited)
        .withRetry(retry())
        .withReconciliationMaxInterval(SELF_HEAL);
  }

  private static GenericRetry retry() {
    return new GenericRetry()
        .setMaxAttempts(-1)
        .setInitialInterval(1000)
        .setIntervalMultiplier(2)
        .setMaxInterval(60_000);
  }

  /** Starts; returns when both informers have listed. */
  void start() {
    operator.start();
    started = true;
    summaries.complete();
  }

  /** Has a granted summary written, or made if it is not there. */
  void dispatch(SummaryKey granted) {
    if (summaries.contains(granted)) {
      lookAt(granted);
    } else {
      indexes
          .active(granted.namespace())
          .ifPresent(
              index -> {
                index.toCreate().add(granted);
                lookAt(index);
              });
    }
  }

  /** Has a summary reconciled, if it is there. */
  void lookAt(SummaryKey summary) {
    summaries.events().push(summary.namespace(), summary.name());
  }

  /** Has an index reconciled. */
  void lookAt(ActiveIndex index) {
    indexReconciler.lookAt(index.namespace(), index.name());
  }

  @Override
  public void close() {
    if (!started) {
      // JOSDK leaves alone what it could not start as a whole, and one of the two may be watching
      for (RegisteredController<?> registered : operator.getRegisteredControllers()) {
        if (registered instanceof Controller<?> controller) {
          for (EventSource<?, ?> source : controller.getEventSourceManager().allEventSources()) {
            source.stop();
            stopInformers(source);
          }
        }
      }
    }
    operator.stop();
  }

  /** Of a source that was not listed in time: it does not run, for JOSDK, and they go on. */
  private static void stopInformers(EventSource<?, ?> source) {
    if (source instanceof InformerWrappingEventSourceHealthIndicator<?> informing) {
      for (InformerHealthIndicator informer : informing.informerHealthIndicators().values()) {
        if (informer instanceof LifecycleAware stoppable) {
          stoppable.stop();
        }
      }
    }
  }
}
