package org.opencadc.sessionindex.watch;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One informer over one collection, outside JOSDK, rebuilt when it has to be. Says what it sees to
 * its listeners in the order of the watch. Thread-safe: it changes, and calls its listeners, under
 * its own lock.
 *
 * @param <S> the slim type
 * @param <F> its facts
 */
final class Source<F, S extends Slim<F>> implements CurrencyProof.Subject {
  private final WatchedCollection collection;
  private final SourceInformer<S> informer;
  private final List<SourceListener<F>> listeners = new ArrayList<>();
  private final SourcePosition position = new SourcePosition();

  private volatile SourceStore<F, S> store;
  private long epoch;
  private boolean refused;

  Source(WatchedCollection collection, Class<S> type, KubernetesClient client) {
    this.collection = collection;
    this.informer = new SourceInformer<>(collection, type, client);
  }

  @Override
  public WatchedCollection collection() {
    return collection;
  }

  /** Starts an informer if there is none, or replaces the one there is: a new epoch. */
  synchronized void rebuild() {
    informer.stop();
    long current = beginEpoch();
    informer.start(
        store, new EpochHandler<>(this, current), (started, failure) -> retry(current, failure));
  }

  /** Holds nothing then, and does not hear what an earlier epoch's handlers still say. */
  synchronized long beginEpoch() {
    epoch++;
    position.beginEpoch();
    refused = false;
    listeners.forEach(SourceListener::epoch);
    store = new SourceStore<>(position::appliedOfEpoch);
    return epoch;
  }

  /** Refused requests are asked about first and then tried anew, so the informer ends. */
  private synchronized boolean retry(long ofEpoch, Throwable failure) {
    boolean denied = Failures.codeOf(failure) == 403 || Failures.codeOf(failure) == 401;
    if (denied && ofEpoch == epoch) {
      refused = true;
      position.refuse();
    }
    return !denied;
  }

  /** Whether the informer ended because it was refused, and was not started since. */
  synchronized boolean refused() {
    return refused;
  }

  synchronized void stop() {
    informer.stop();
  }

  /** Whether an informer is there and was not refused. */
  synchronized boolean running() {
    return informer.isThere() && !refused;
  }

  /** Takes no lock: the handlers of another source may ask while they hold theirs. */
  boolean listed() {
    return position.listed();
  }

  /** Complete LISTs so far; takes no lock either. */
  long lists() {
    return position.lists();
  }

  /** What this epoch's informer holds; null before the first one. Takes no lock. */
  SourceStore<F, S> store() {
    return store;
  }

  @Override
  public synchronized String applied() {
    return position.applied();
  }

  @Override
  public synchronized long relists() {
    return position.relists();
  }

  @Override
  public synchronized boolean listing() {
    return position.listing();
  }

  @Override
  public synchronized boolean awaitApplied(String resourceVersion, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!position.isAt(resourceVersion)) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** What a proof has shown counts as applied, unless the source was listed anew meanwhile. */
  synchronized boolean advanceTo(String resourceVersion, long ofRelists) {
    if (position.relists() != ofRelists || position.listing()) {
      return false;
    }
    advance(resourceVersion);
    return true;
  }

  /**
   * Adds a listener and tells it everything that is known, in the middle of a list too: what the
   * others were told already is not told again.
   */
  synchronized void add(SourceListener<F> listener) {
    listeners.add(listener);
    listener.epoch();
    if (store != null) {
      store.tell(listener);
    }
    if (position.listed()) {
      listener.listed(store.uids());
      listener.applied(position.applied());
    }
  }

  /** Takes a listener out; returns whether any is left. */
  synchronized boolean remove(SourceListener<F> listener) {
    listeners.remove(listener);
    return !listeners.isEmpty();
  }

  /**
   * Tells a listener anew the objects that it does not know as it was told them; returns how many.
   * Compares without the lock, and takes it for each object that seems to differ.
   */
  long retell(SourceListener<F> listener) {
    long retold = 0;
    if (position.listed()) {
      for (String uid : store.differing(listener)) {
        retold += retell(listener, uid) ? 1 : 0;
      }
    }
    return retold;
  }

  /** Until the first list of an epoch was told, the applied version is of the one before. */
  synchronized boolean retell(SourceListener<F> listener, String uid) {
    return position.listed()
        && listeners.contains(listener)
        && store.retell(listener, uid, position.applied());
  }

  // What follows is called by the handler of the informer, on its thread.

  synchronized void beforeList(long ofEpoch) {
    if (ofEpoch == epoch) {
      position.beginList();
    }
  }

  synchronized void upsert(long ofEpoch, S item) {
    if (ofEpoch == epoch && item.facts() != null) {
      listeners.forEach(listener -> listener.upsert(item.facts()));
      moved(item.getMetadata().getResourceVersion());
    }
  }

  synchronized void deleted(long ofEpoch, S item, boolean unknown) {
    if (ofEpoch == epoch) {
      store.toldRemoved(item.getMetadata().getUid());
      listeners.forEach(listener -> listener.removed(item.getMetadata().getUid()));
      if (!unknown) {
        moved(item.getMetadata().getResourceVersion());
      }
    }
  }

  synchronized void list(long ofEpoch, String resourceVersion) {
    if (ofEpoch == epoch) {
      Set<String> live = store.uids();
      listeners.forEach(listener -> listener.listed(live));
      position.endList();
      advance(resourceVersion);
    }
  }

  private void moved(String resourceVersion) {
    if (!position.listing()) {
      advance(resourceVersion);
    }
  }

  private void advance(String resourceVersion) {
    if (position.advance(resourceVersion)) {
      listeners.forEach(listener -> listener.applied(resourceVersion));
      notifyAll();
    }
  }
}
