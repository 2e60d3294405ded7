package org.opencadc.sessionindex.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.io.IOException;
import java.util.List;
import org.opencadc.sessionindex.publish.PublishedSummary;
import org.opencadc.sessionindex.publish.ShownSummaries;
import org.opencadc.sessionindex.publish.SummaryKey;

/** The summaries that exist, as the summary controller's informer shows them. */
final class PublishedSummaries {
  private final ShownSummaries shown;
  private final PushEvents<PublishedSummary> events;
  private volatile IndexerResourceCache<PublishedSummary> cache;
  private volatile boolean complete;

  PublishedSummaries(ShownSummaries shown, PushEvents.Listener<PublishedSummary> listener) {
    this.shown = shown;
    this.events = new PushEvents<>("summaries-to-publish", listener);
  }

  PushEvents<PublishedSummary> events() {
    return events;
  }

  void use(IndexerResourceCache<PublishedSummary> primaries) {
    this.cache = primaries;
  }

  /** The informers have listed everything. */
  void complete() {
    complete = true;
  }

  /** Whether the informer has listed everything: before that, absence means nothing. */
  boolean isComplete() {
    return complete;
  }

  /**
   * Whether the informer shows nothing older in a namespace than what is there now, by a LIST.
   *
   * @throws IOException if the API server refused or did not answer
   */
  boolean isCurrent(String namespace) throws IOException {
    return shown.current(namespace, () -> in(namespace));
  }

  boolean contains(SummaryKey key) {
    return cache != null && cache.get(new ResourceID(key.name(), key.namespace())).isPresent();
  }

  List<PublishedSummary> in(String namespace) {
    return cache == null ? List.of() : cache.list(namespace, summary -> true).toList();
  }
}
