package org.opencadc.sessionindex.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionIndexStatus;
import org.opencadc.sessionindex.ledger.Skipped;
import org.opencadc.sessionindex.publish.SummaryKey;
import org.opencadc.sessionindex.watch.ServerClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that the right summaries exist, and says on the index how it is doing. */
@ControllerConfiguration(name = "session-index")
public final class SessionIndexReconciler implements Reconciler<SessionIndex> {
  private static final Duration ROUND = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(SessionIndexReconciler.class);

  private final Indexes indexes;
  private final PublishedSummaries summaries;
  private final IndexStatusWriter statusWriter;
  private final ServerClock clock;
  private final Duration emptyGrace;
  private final BooleanSupplier leading;
  private final BeginCheck check;
  private final PushEvents<SessionIndex> events;

  SessionIndexReconciler(
      Indexes indexes,
      PublishedSummaries summaries,
      IndexStatusWriter statusWriter,
      ServerClock clock,
      Duration emptyGrace,
      BooleanSupplier leading,
      BeginCheck check) {
    this.leading = leading;
    this.check = check;
    this.indexes = indexes;
    this.summaries = summaries;
    this.statusWriter = statusWriter;
    this.clock = clock;
    this.emptyGrace = emptyGrace;
    this.events =
        new PushEvents<>(
            "indexes-to-look-at",
            new PushEvents.Listener<>() {
              @Override
              public void present(SessionIndex index) {
                lookAt(index, indexes.present(index));
                end(index);
              }

              @Override
              public void gone(SessionIndex index) {
                statusWriter.forget(index);
                lookAt(index, indexes.gone(index));
                end(index);
              }
            });
  }

  private void lookAt(SessionIndex changed, Iterable<String> names) {
    names.forEach(name -> events.push(changed.getMetadata().getNamespace(), name));
  }

  private void end(SessionIndex index) {
    SummaryKey platform =
        SummaryKey.ofPlatform(index.getMetadata().getNamespace(), index.getMetadata().getName());
    if (indexes.ended(platform)) {
      summaries.events().push(platform.namespace(), platform.name());
    }
  }

  /** Raises an event for an index. */
  void lookAt(String namespace, String name) {
    events.push(namespace, name);
  }

  @Override
  public List<EventSource<?, SessionIndex>> prepareEventSources(
      EventSourceContext<SessionIndex> context) {
    return List.of(events);
  }

  @Override
  public UpdateControl<SessionIndex> reconcile(SessionIndex index, Context<SessionIndex> context)
      throws IOException {
    if (!leading.getAsBoolean()) {
      // publishing begins with leading: only then is it known what is right already
      return UpdateControl.<SessionIndex>noUpdate().rescheduleAfter(ROUND);
    }
    Indexes.Verdict verdict = indexes.verdict(index);
    if (index.isMarkedForDeletion() || verdict instanceof Indexes.Verdict.Unknown) {
      return UpdateControl.noUpdate();
    }
    if (verdict instanceof Indexes.Verdict.Served served) {
      serve(index, served);
    } else {
      statusWriter.write(index, status(index, verdict));
    }
    return UpdateControl.<SessionIndex>noUpdate().rescheduleAfter(ROUND);
  }

  private void serve(SessionIndex index, Indexes.Verdict.Served served) throws IOException {
    publish(served.index());
    try {
      statusWriter.write(index, status(index, served));
    } finally {
      check.told(served.index());
    }
  }

  private void publish(ActiveIndex index) {
    if (!summaries.isComplete() || !index.currency().live() || !check.mayBegin(index)) {
      return;
    }
    index.publication().begin(() -> summaries.in(index.namespace()));
    for (SummaryKey key : List.copyOf(index.toCreate())) {
      index.toCreate().remove(key);
      try {
        index.publication().create(key);
      } catch (IOException e) {
        // the budget grants it again; the status below must tell of the index all the same
        log.warn("a summary was not created: {}", e.getMessage());
      }
    }
    try {
      index.publication().deleteSurplus(summaries.in(index.namespace()), emptyGrace);
    } catch (IOException e) {
      // the next round tries again, and what keeps it from that is no reason to tell nothing
      log.warn("a summary was not deleted: {}", e.getMessage());
    }
  }

  private SessionIndexStatus status(SessionIndex index, Indexes.Verdict verdict) {
    Long generation = index.getMetadata().getGeneration();
    List<Condition> before =
        index.getStatus() == null || index.getStatus().conditions() == null
            ? List.of()
            : index.getStatus().conditions();
    List<Condition> conditions =
        IndexConditions.carryTimes(
            IndexConditions.of(verdict, clock.offset()),
            before,
            generation,
            clock.now().toString());
    if (!(verdict instanceof Indexes.Verdict.Served served)) {
      return new SessionIndexStatus(generation, null, null, conditions);
    }
    Map<?, Skipped> skipped = served.index().ledger().platform(0).skipped();
    return new SessionIndexStatus(
        generation,
        served.index().publication().platformName(),
        skipped.values().stream().mapToLong(Skipped::count).sum(),
        conditions);
  }
}
