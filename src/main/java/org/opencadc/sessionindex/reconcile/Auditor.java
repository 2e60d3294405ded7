package org.opencadc.sessionindex.reconcile;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.opencadc.sessionindex.ledger.Audit;
import org.opencadc.sessionindex.ledger.Changes;
import org.opencadc.sessionindex.ledger.ResourceVersions;
import org.opencadc.sessionindex.watch.ServerClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the objects that every served index knows with those of its sources, and makes its
 * figures from scratch, now and then, on a thread of low priority. What has drifted is a mistake of
 * this program: it is told loudly, and repaired. Then every user's summary is compared with the
 * figures.
 */
final class Auditor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Auditor.class);
  private static final long PAUSE_MILLIS = 20;

  private final Indexes indexes;
  private final ServerClock clock;
  private final LongSupplier ticker;
  private final Consumer<ActiveIndex> told;
  private final Duration every;
  private final ScheduledExecutorService thread;

  /**
   * Nothing runs yet.
   *
   * @param told is called when there is something new to tell of an index
   */
  Auditor(
      Indexes indexes,
      ServerClock clock,
      LongSupplier ticker,
      Duration every,
      Consumer<ActiveIndex> told) {
    this.indexes = indexes;
    this.clock = clock;
    this.ticker = ticker;
    this.every = every;
    this.told = told;
    this.thread = Executors.newSingleThreadScheduledExecutor(Auditor::background);
  }

  // a hint and no more: nothing here relies on who runs first
  @SuppressWarnings("ThreadPriorityCheck")
  private static Thread background(Runnable task) {
    Thread thread = new Thread(task, "audit");
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(
            this::round, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Audits all served indexes whose sources are listed. */
  void round() {
    for (ActiveIndex index : indexes.active()) {
      try {
        if (index.currency().live()) {
          audit(index);
          compareSummaries(index);
        }
      } catch (RuntimeException e) {
        // the next round must come, whatever it was
        log.error("the audit of namespace {} failed", index.namespace(), e);
      }
    }
  }

  private void audit(ActiveIndex index) {
    long start = ticker.getAsLong();
    // first the facts: figures made of the wrong ones are equal to their recount
    long objects = index.currency().retell();
    if (objects > 0) {
      log.error(
          "audit of namespace {}: {} objects were not known as the API server has them, and are"
              + " taken in anew",
          index.namespace(),
          objects);
    }
    Audit audit = index.ledger().audit();
    if (audit.drifted() > 0) {
      log.error(
          "audit of namespace {}: {} rows and figures of {} users drifted, and are made anew",
          index.namespace(),
          audit.drifted(),
          audit.users().size());
      ResourceVersions before = index.ledger().applied();
      Changes changes = index.ledger().rebuild(audit.users());
      index.publication().changed(changes, before);
    }
    index.audited(
        new AuditReport(
            clock.now(),
            Duration.ofNanos(ticker.getAsLong() - start),
            audit.rows(),
            objects + audit.drifted()));
    told.accept(index);
  }

  /** One by one, so that no change waits behind all users. */
  private static void compareSummaries(ActiveIndex index) {
    try {
      for (String user : index.publication().users()) {
        if (!index.publication().begun()) {
          return;
        }
        index.publication().compare(user);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
