package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets requests share loads: per key one load at a time, kept for a while. Thread-safe; a load runs
 * on the thread of one of the requests that share it.
 */
final class Flights<K, V> {
  private final LongSupplier nanoTime;
  private final long keepNanos;
  private final Object lock = new Object();
  private final Map<K, Slot<V>> slots = new HashMap<>();

  /** A value and when its load began. */
  record Landed<V>(V value, long begunAt) {}

  private static final class Slot<V> {
    final ReentrantLock oneAtATime = new ReentrantLock();
    int holders;
    CompletableFuture<Landed<V>> waiting;
    CompletableFuture<Landed<V>> running;
    Landed<V> kept;
  }

  Flights(LongSupplier nanoTime, Duration keep) {
    this.nanoTime = nanoTime;
    this.keepNanos = keep.toNanos();
  }

  /** A value whose load began at most the keeping time ago, or one whose load is under way. */
  Landed<V> shared(K key, Supplier<V> load) {
    return known(key).orElseGet(() -> fresh(key, load));
  }

  /** The kept value or, once it has landed, the one whose load is under way; both may be absent. */
  Optional<Landed<V>> known(K key) {
    CompletableFuture<Landed<V>> running;
    synchronized (lock) {
      Slot<V> slot = slots.get(key);
      if (slot != null && isKept(slot)) {
        return Optional.of(slot.kept);
      }
      running = slot == null ? null : slot.running;
    }
    return Optional.ofNullable(running).map(Flights::await);
  }

  /** A value whose load began after this call: nothing that happened before it is missing. */
  Landed<V> fresh(K key, Supplier<V> load) {
    Slot<V> slot;
    CompletableFuture<Landed<V>> mine;
    boolean leads = false;
    synchronized (lock) {
      slot = slots.computeIfAbsent(key, k -> new Slot<>());
      slot.holders++;
      if (slot.waiting == null) {
        slot.waiting = new CompletableFuture<>();
        leads = true;
      }
      mine = slot.waiting;
    }
    try {
      if (leads) {
        lead(slot, mine, load);
      }
      return await(mine);
    } finally {
      release(slot);
    }
  }

  private void lead(Slot<V> slot, CompletableFuture<Landed<V>> mine, Supplier<V> load) {
    slot.oneAtATime.lock();
    try {
      synchronized (lock) {
        slot.waiting = null;
        slot.running = mine;
      }
      long begunAt = nanoTime.getAsLong();
      Landed<V> landed = new Landed<>(load.get(), begunAt);
      synchronized (lock) {
        slot.kept = keepNanos > 0 ? landed : null;
        slot.running = null;
      }
      mine.complete(landed);
    } catch (RuntimeException | Error e) {
      synchronized (lock) {
        slot.running = null;
      }
      mine.completeExceptionally(e);
    } finally {
      slot.oneAtATime.unlock();
    }
  }

  private void release(Slot<V> slot) {
    synchronized (lock) {
      slot.holders--;
      slots.values().removeIf(s -> s.holders == 0 && !isKept(s));
    }
  }

  private boolean isKept(Slot<V> slot) {
    return slot.kept != null && nanoTime.getAsLong() - slot.kept.begunAt() < keepNanos;
  }

  private static <V> Landed<V> await(CompletableFuture<Landed<V>> flight) {
    try {
      return flight.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
