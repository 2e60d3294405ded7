package org.opencadc.sessionindex.reconcile;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.opencadc.sessionindex.publish.PublishedSummary;
import org.opencadc.sessionindex.publish.SummaryWriter;

/** Makes one summary's status equal to the ledger; heals what others changed. */
@ControllerConfiguration(name = "session-summary", generationAwareEventProcessing = false)
public final class SessionSummaryReconciler implements Reconciler<PublishedSummary> {
  private final Indexes indexes;
  private final PublishedSummaries summaries;
  private final SummaryWriter writer;
  private final BooleanSupplier leading;

  SessionSummaryReconciler(
      Indexes indexes,
      PublishedSummaries summaries,
      SummaryWriter writer,
      BooleanSupplier leading) {
    this.indexes = indexes;
    this.summaries = summaries;
    this.writer = writer;
    this.leading = leading;
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
    if (summary.isMarkedForDeletion()) {
      return UpdateControl.noUpdate();
    }
    if (index != null && index.publication().owns(summary)) {
      index.publication().publish(summary);
    } else if (indexes.ended(summary.key()) && leading.getAsBoolean()) {
      writer.delete(
          summary.key(),
          summary.getMetadata().getUid(),
          summary.getMetadata().getResourceVersion());
    }
    return UpdateControl.noUpdate();
  }
}
