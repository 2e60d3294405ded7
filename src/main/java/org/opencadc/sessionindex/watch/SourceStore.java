package org.opencadc.sessionindex.watch;

import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.opencadc.sessionindex.ledger.ResourceVersions;

/**
 * The objects of one epoch of a source, by uid. The informer changes them first, and tells of it
 * later, on another thread: so what is here is ahead of what was said. An object counts as said
 * when its version is applied. Two things no version shows: that an object has gone, and that the
 * server's storage has; both are noted here before anybody can see them.
 *
 * @param <F> the facts
 * @param <S> the slim type
 */
final class SourceStore<F, S extends Slim<F>> extends BasicItemStore<S> {
  private final Supplier<String> applied;
  private final Set<String> leaving = ConcurrentHashMap.newKeySet();
  private final AtomicLong puts = new AtomicLong();
  private volatile boolean wentBack;

  /**
   * Nothing is held yet.
   *
   * @param applied up to which version events were said; gives null until the list was
   */
  SourceStore(Supplier<String> applied) {
    super(item -> item.getMetadata().getUid());
    this.applied = applied;
  }

  @Override
  public S put(String uid, S item) {
    puts.incrementAndGet();
    S held = get(uid);
    boolean notNewer = isUpTo(applied.get(), item) || (held != null && isUpTo(version(held), item));
    if (notNewer && (held == null || !Objects.equals(item.facts(), held.facts()))) {
      wentBack = true;
    }
    return super.put(uid, item);
  }

  @Override
  public S remove(String uid) {
    if (get(uid) != null) {
      leaving.add(uid);
    }
    return super.remove(uid);
  }

  /**
   * How often an object was put, the same ones again by each list: it shows whether one goes on.
   */
  long puts() {
    return puts.get();
  }

  /** Whether an object came with a version at which it, or all, had been otherwise: a restore. */
  boolean wentBack() {
    return wentBack;
  }

  /** The removal of an object was said. */
  void toldRemoved(String uid) {
    leaving.remove(uid);
  }

  /** The uids of all objects; a copy. */
  Set<String> uids() {
    return keySet().collect(Collectors.toCollection(HashSet::new));
  }

  /** Tells a listener all objects. */
  void tell(SourceListener<F> listener) {
    values().filter(item -> item.facts() != null).forEach(item -> listener.upsert(item.facts()));
  }

  /**
   * The uids of all objects that a listener does not know as they are here: those that events which
   * are under way will change, and those that {@link #retell} has to.
   */
  List<String> differing(SourceListener<F> listener) {
    List<String> differing = new ArrayList<>();
    values()
        .filter(item -> item.facts() != null)
        .forEach(
            item -> {
              String uid = item.getMetadata().getUid();
              if (!item.facts().equals(listener.facts(uid))) {
                differing.add(uid);
              }
            });
    for (String uid : listener.uids()) {
      if (get(uid) == null) {
        differing.add(uid);
      }
    }
    return differing;
  }

  /**
   * Tells a listener an object anew if it does not know it as it was told. Nothing may be said
   * meanwhile.
   *
   * @param upTo the applied version
   * @return whether it was so
   */
  boolean retell(SourceListener<F> listener, String uid, String upTo) {
    // in this order: what is noted of a change is noted before it
    S item = get(uid);
    if (wentBack) {
      return false;
    }
    F known = listener.facts(uid);
    if (item == null) {
      boolean ghost = known != null && !leaving.contains(uid);
      if (ghost) {
        listener.removed(uid);
      }
      return ghost;
    }
    if (!isUpTo(upTo, item) || item.facts().equals(known)) {
      return false;
    }
    listener.upsert(item.facts());
    if (!item.facts().equals(listener.facts(uid))) {
      // what it knows claims to be newer than what there is
      listener.removed(uid);
      listener.upsert(item.facts());
    }
    return true;
  }

  private static boolean isUpTo(String version, Slim<?> item) {
    return ResourceVersions.compare(version(item), version) <= 0;
  }

  private static String version(Slim<?> item) {
    return item.getMetadata().getResourceVersion();
  }
}
