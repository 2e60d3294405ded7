package org.opencadc.sessionindex.publish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Decides which summary may be written now: least spacing per object by its size, then tokens for
 * writes and bytes, the longest dirty first. Pure bookkeeping on a monotonic ticker; thread-safe.
 *
 * <p>A summary is queued when it is dirty, granted when it may be written, and settled after the
 * write or when there was nothing to write. What becomes dirty between grant and settling is queued
 * anew once settled.
 */
public final class Budget {
  private static final long FIRST_BACKOFF = 500_000_000L;
  private static final long LONGEST_BACKOFF = 30_000_000_000L;

  private final LongSupplier ticker;
  private final BudgetTokens tokens;
  private final Map<SummaryKey, Budgeted> entries = new HashMap<>();
  private final WaitingSummaries waiting = new WaitingSummaries();
  private final Grants grants = new Grants();

  /** Who shares which part of the budget. */
  public enum Lane {
    /** Of its own bytes, whatever its size. */
    PLATFORM,
    /** Of the writes and bytes that users share. */
    USER,
    /** Of those too, a quarter of the bytes at most: the users have the rest to themselves. */
    PUBLIC
  }

  /**
   * An untouched budget.
   *
   * @param ticker monotonic nanoseconds
   */
  public Budget(BudgetLimits limits, LongSupplier ticker) {
    this.ticker = ticker;
    this.tokens = new BudgetTokens(limits, ticker.getAsLong());
  }

  /** Queues a summary; one that is queued or granted already keeps its place. */
  public synchronized void dirty(SummaryKey key, Lane lane, long intervalNanos) {
    Budgeted entry = entries.computeIfAbsent(key, k -> new Budgeted(lane, intervalNanos));
    if (!grants.hasUnclaimed(key)) {
      waiting.add(key, entry);
    }
  }

  /**
   * Queues a summary that has something to say for which it need not keep away from its last write,
   * once; tokens it needs all the same, and after a failure it comes back as any other.
   */
  public synchronized void hurry(SummaryKey key, Lane lane, long intervalNanos) {
    dirty(key, lane, intervalNanos);
    entries.get(key).hurried = true;
  }

  /** Grants what may be written now, the longest queued first. */
  public synchronized List<SummaryKey> grant() {
    long now = ticker.getAsLong();
    grants.endUnclaimed(now).forEach(this::requeue);
    List<SummaryKey> may = new ArrayList<>();
    grantFrom(Lane.PLATFORM, now, may);
    grantFrom(Lane.PUBLIC, now, may);
    grantFrom(Lane.USER, now, may);
    return may;
  }

  private void grantFrom(Lane lane, long now, List<SummaryKey> may) {
    int room = grants.room(lane, now);
    var candidates = waiting.of(lane);
    // no walk through ten thousand that wait for the same tokens
    while (room > 0 && candidates.hasNext() && tokens.open(lane, now)) {
      Map.Entry<SummaryKey, Budgeted> candidate = candidates.next();
      Budgeted entry = candidate.getValue();
      if (mayWrite(candidate.getKey(), entry, now)) {
        candidates.remove();
        grants.add(candidate.getKey(), entry, now);
        tokens.charge(lane, entry.lastObjects, entry.lastBytes);
        may.add(candidate.getKey());
        room--;
      }
    }
  }

  private boolean mayWrite(SummaryKey key, Budgeted entry, long now) {
    boolean spaced = entry.notBefore == Long.MIN_VALUE || now - entry.notBefore >= 0;
    boolean hurried = entry.hurried && entry.failures == 0;
    return (spaced || hurried)
        && !tokens.tooLarge(entry.lane, entry.lastBytes, now)
        && !grants.has(key);
  }

  /** Claims a grant; false when there is none. */
  public synchronized boolean claim(SummaryKey key) {
    return grants.claim(key);
  }

  /** Settles a claimed grant by the one object that was really written, 0 bytes for nothing. */
  synchronized void settle(SummaryKey key, int written) {
    settle(key, WriteCost.one(written));
  }

  /** Settles a claimed grant by all objects that were written together. */
  synchronized void settle(SummaryKey key, WriteCost written) {
    Budgeted entry = grants.end(key);
    if (entry == null) {
      return;
    }
    entry.failures = 0;
    giveBack(entry);
    if (written.objects() > 0) {
      tokens.charge(entry.lane, written.objects(), written.bytes());
      entry.lastObjects = written.objects();
      entry.lastBytes = written.bytes();
      double spacing = entry.interval * BudgetTokens.spacing(entry.lane, written.largest());
      entry.notBefore = ticker.getAsLong() + (long) spacing;
    }
  }

  /** Takes a claimed grant back after a failure: queued again, each time at a greater distance. */
  public synchronized void fail(SummaryKey key) {
    Budgeted entry = grants.end(key);
    if (entry == null || isForgotten(key, entry)) {
      return;
    }
    long backoff = Math.min(LONGEST_BACKOFF, FIRST_BACKOFF << Math.min(entry.failures, 10));
    entry.failures++;
    queueLater(key, entry, backoff);
  }

  /** Takes a claimed grant back that nothing could be made of yet: queued again a little later. */
  public synchronized void postpone(SummaryKey key) {
    Budgeted entry = grants.end(key);
    if (entry == null) {
      return;
    }
    giveBack(entry);
    if (!isForgotten(key, entry)) {
      queueLater(key, entry, FIRST_BACKOFF);
    }
  }

  /**
   * Forgets a summary that is gone. A grant that somebody is spending on it stays until it is
   * settled or taken back, so that there is never a second one, and is not queued again.
   */
  public synchronized void forget(SummaryKey key) {
    waiting.remove(key);
    entries.remove(key);
    if (grants.hasUnclaimed(key)) {
      giveBack(grants.end(key));
    }
  }

  /**
   * Settles a claimed grant of a summary that is not to be, and forgets it.
   *
   * @return false if it was queued again meanwhile, and so is not forgotten
   */
  public synchronized boolean dismiss(SummaryKey key) {
    settle(key, 0);
    boolean queued = waiting.has(key);
    if (!queued) {
      entries.remove(key);
    }
    return !queued;
  }

  /** How many summaries it remembers. */
  synchronized int known() {
    return entries.size();
  }

  private boolean isForgotten(SummaryKey key, Budgeted entry) {
    return entries.get(key) != entry;
  }

  /** How many summaries wait for their turn. */
  public synchronized int queued() {
    return waiting.size();
  }

  private void queueLater(SummaryKey key, Budgeted entry, long nanos) {
    long later = ticker.getAsLong() + nanos;
    boolean sooner = entry.notBefore == Long.MIN_VALUE || entry.notBefore - later < 0;
    entry.notBefore = sooner ? later : entry.notBefore;
    waiting.add(key, entry);
  }

  private void giveBack(Budgeted entry) {
    tokens.charge(entry.lane, -entry.lastObjects, -entry.lastBytes);
  }

  private void requeue(SummaryKey key, Budgeted unclaimed) {
    giveBack(unclaimed);
    waiting.add(key, unclaimed);
  }
}
