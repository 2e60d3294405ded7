package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lets requests share loads: per key one load at a time, kept for a while. Thread-safe; a load runs
 * on the thread of one of the requests that share it. If that one is interrupted the others load
 * again.
 */
final class Flights<K, V> {
  private final LongSupplier nanoTime;
  private final long keepNanos;
  private final boolean fromLanding;
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
    long keptSince;
  }

  private record Seat<V>(Slot<V> slot, CompletableFuture<Landed<V>> flight, boolean leads) {}

  private Flights(LongSupplier nanoTime, Duration keep, boolean fromLanding) {
    this.nanoTime = nanoTime;
    this.keepNanos = keep.toNanos();
    this.fromLanding = fromLanding;
  }

  /** Values are kept from when their load began, so none is older than that. */
  Flights(LongSupplier nanoTime, Duration keep) {
    this(nanoTime, keep, false);
  }

  /**
   * Values are kept from when they are there, however long the load took: for those that say
   * themselves how old they are, and failures among them.
   */
  static <K, V> Flights<K, V> keptFromLanding(LongSupplier nanoTime, Duration keep) {
    return new Flights<>(nanoTime, keep, true);
  }

  /**
   * A value that is kept or whose load is under way, if that is enough; else one whose load began
   * after this call.
   */
  Landed<V> shared(K key, Predicate<V> enough, Supplier<V> load) {
    Seat<V> seat = null;
    Landed<V> kept = null;
    CompletableFuture<Landed<V>> running = null;
    // one step: between a look and a start another load could begin and this be a needless second
    synchronized (lock) {
      Slot<V> slot = slots.get(key);
      if (slot != null && isKept(slot)) {
        kept = slot.kept;
      } else if (slot != null && slot.running != null) {
        running = slot.running;
      } else {
        seat = board(key);
      }
    }
    if (seat != null) {
      return fly(key, seat, load);
    }
    Landed<V> known = kept == null ? await(running) : kept;
    return known != null && enough.test(known.value()) ? known : fresh(key, load);
  }

  /** A value whose load began after this call: nothing that happened before it is missing. */
  Landed<V> fresh(K key, Supplier<V> load) {
    Seat<V> seat;
    synchronized (lock) {
      seat = board(key);
    }
    return fly(key, seat, load);
  }

  private Seat<V> board(K key) {
    Slot<V> slot = slots.computeIfAbsent(key, k -> new Slot<>());
    slot.holders++;
    boolean leads = slot.waiting == null;
    if (leads) {
      slot.waiting = new CompletableFuture<>();
    }
    return new Seat<>(slot, slot.waiting, leads);
  }

  private Landed<V> fly(K key, Seat<V> seat, Supplier<V> load) {
    Landed<V> landed;
    try {
      landed = seat.leads() ? lead(seat.slot(), seat.flight(), load) : await(seat.flight());
    } finally {
      release(seat.slot());
    }
    return landed == null ? fresh(key, load) : landed;
  }

  private Landed<V> lead(Slot<V> slot, CompletableFuture<Landed<V>> mine, Supplier<V> load) {
    slot.oneAtATime.lock();
    try {
      synchronized (lock) {
        slot.waiting = null;
        slot.running = mine;
      }
      long begunAt = nanoTime.getAsLong();
      Landed<V> landed = new Landed<>(load.get(), begunAt);
      land(slot, mine, landed);
      return landed;
    } catch (RuntimeException | Error e) {
      if (!Thread.currentThread().isInterrupted()) {
        mine.completeExceptionally(e);
      }
      throw e;
    } finally {
      synchronized (lock) {
        slot.running = null;
      }
      // nobody may wait for a load that has ended, however it did
      mine.cancel(false);
      slot.oneAtATime.unlock();
    }
  }

  /** What comes of an interrupted load is for the request alone that was interrupted. */
  private void land(Slot<V> slot, CompletableFuture<Landed<V>> mine, Landed<V> landed) {
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    synchronized (lock) {
      slot.kept = keepNanos > 0 ? landed : null;
      slot.keptSince = fromLanding ? nanoTime.getAsLong() : landed.begunAt();
    }
    mine.complete(landed);
  }

  private void release(Slot<V> slot) {
    synchronized (lock) {
      slot.holders--;
      slots.values().removeIf(s -> s.holders == 0 && !isKept(s));
    }
  }

  private boolean isKept(Slot<V> slot) {
    return slot.kept != null && nanoTime.getAsLong() - slot.keptSince < keepNanos;
  }

  /** What others load; null when whoever did so was interrupted. */
  private static <V> Landed<V> await(CompletableFuture<Landed<V>> flight) {
    try {
      return flight.join();
    } catch (CancellationException e) {
      return null;
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
