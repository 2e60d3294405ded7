package org.opencadc.sessionindex.reconcile;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.io.IOException;
import java.util.List;
import org.opencadc.sessionindex.publish.PublishedSummary;

/** Makes one summary's status equal to the ledger; heals what others changed. */
@ControllerConfiguration(name = "session-summary", generationAwareEventProcessing = false)
public final class SessionSummaryReconciler implements Reconciler<PublishedSummary> {
  private final Indexes indexes;
  private final PublishedSummaries summaries;

  SessionSummaryReconciler(Indexes indexes, PublishedSummaries summaries) {
    this.indexes = indexes;
    this.summaries = summaries;
  }

  @Override
  public List<EventSource<?, PublishedSummary>> prepareEventSources(
      EventSourceContext<PublishedSummary> context) {
    summaries.use(context.getPrimaryCache());
    return List.of(summaries.events());
  }

  @Override
  public UpdateControl<PublishedSummary> reconcile(
      PublishedSummary summary, Context<PublishedSummary> context) throws IOException {
    ActiveIndex index = indexes.active(summary.getMetadata().getNamespace()).orElse(null);
    if (index != null && !summary.isMarkedForDeletion() && index.publication().owns(summary)) {
      index.publication().publish(summary);
    }
    return UpdateControl.noUpdate();
  }
}
