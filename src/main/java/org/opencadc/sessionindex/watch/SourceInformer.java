package org.opencadc.sessionindex.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;

/**
 * The client's informer of a source, one after the other. All is called under the source's lock.
 *
 * @param <S> the slim type
 */
final class SourceInformer<S extends HasMetadata> {
  private static final long PAGE = 500;

  private final WatchedCollection collection;
  private final Class<S> type;
  private final KubernetesClient client;
  private SharedIndexInformer<S> informer;

  SourceInformer(WatchedCollection collection, Class<S> type, KubernetesClient client) {
    this.collection = collection;
    this.type = type;
    this.client = client;
  }

  /**
   * Starts an informer; there must be none.
   *
   * @param store what it keeps the objects in
   * @param failures says of each failure whether the informer goes on
   */
  void start(ItemStore<S> store, ResourceEventHandler<S> handler, ExceptionHandler failures) {
    informer = collection.operation(client, type).withLimit(PAGE).runnableInformer(0);
    informer.removeNamespaceIndex();
    informer.itemStore(store);
    informer.exceptionHandler(failures);
    informer.addEventHandler(handler);
    // its future completes before the handlers have run: listed is what onList says
    informer.start();
  }

  /** Stops the informer if there is one. */
  void stop() {
    if (informer != null) {
      informer.stop();
      informer = null;
    }
  }

  /** Whether an informer was started and not stopped; it may have ended by itself. */
  boolean isThere() {
    return informer != null;
  }
}
