package org.opencadc.sessionindex.watch;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;

/**
 * Hands an informer's callbacks to its source under the epoch that it was started in, so that a
 * superseded informer has no say.
 */
final class EpochHandler<F, S extends Slim<F>> implements ResourceEventHandler<S> {
  private final Source<F, S> source;
  private final long epoch;

  EpochHandler(Source<F, S> source, long epoch) {
    this.source = source;
    this.epoch = epoch;
  }

  @Override
  public void onBeforeList(String lastSyncResourceVersion) {
    source.beforeList(epoch);
  }

  @Override
  public void onList(String resourceVersion, boolean remainedEmpty) {
    source.list(epoch, resourceVersion);
  }

  @Override
  public void onAdd(S item) {
    source.upsert(epoch, item);
  }

  @Override
  public void onUpdate(S before, S item) {
    source.upsert(epoch, item);
  }

  @Override
  public void onDelete(S item, boolean deletedFinalStateUnknown) {
    source.deleted(epoch, item, deletedFinalStateUnknown);
  }
}
