package org.opencadc.sessionindex.leader;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs for the Lease {@code session-index}, and gives it up when it is closed. */
public final class LeaseElection implements AutoCloseable {
  /** Must be a DNS name: with another the elector would try for ever. */
  private static final String NAME = "session-index";

  private static final Duration STUCK = Duration.ofSeconds(60);
  private static final Logger log = LoggerFactory.getLogger(LeaseElection.class);

  private final Leadership leadership;
  private final FencedLease lease;
  private final Runnable lost;
  private final LeaderElector elector;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(LeaseElection::thread);
  private volatile boolean stopping;
  private volatile CompletableFuture<?> running;

  /** What an election works with; the client must answer soon or fail, and not try again. */
  public record Parts(
      KubernetesClient client,
      String namespace,
      LeaseTiming timing,
      Clock clock,
      LongSupplier ticker) {}

  /**
   * Does not run yet.
   *
   * @param identity of this process, of no other and of no earlier one
   * @param acquired is called when this process begins to lead
   * @param lost is called when it has ceased to, other than by {@link #close}; must end the process
   */
  public LeaseElection(
      Parts parts, String identity, Leadership leadership, Runnable acquired, Runnable lost) {
    this.leadership = leadership;
    this.lost = lost;
    lease =
        new FencedLease(
            parts.namespace(), NAME, identity, leadership, parts.clock(), parts.ticker());
    LeaderCallbacks callbacks =
        new LeaderCallbacks(
            () -> {
              leadership.acquired();
              log.info("leading as {}", identity);
              acquired.run();
            },
            this::end,
            leader -> {
              if (leader != null && !leader.equals(identity)) {
                log.info("standing by: {} leads", leader);
              }
            });
    LeaseTiming timing = parts.timing();
    elector =
        new LeaderElector(
            parts.client(),
            new LeaderElectionConfig(
                lease,
                timing.lease(),
                timing.renewDeadline(),
                timing.retry(),
                callbacks,
                true,
                NAME),
            thread);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "leader-election");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to run for the Lease. */
  public synchronized void start() {
    if (!stopping) {
      running = elector.start();
      var unused = running.whenComplete((nothing, failure) -> end());
    }
  }

  private void end() {
    leadership.lost();
    if (!stopping) {
      log.error("the Lease is lost, and another replica may write: ending at once");
      lost.run();
    }
  }

  /** What keeps a leader from being elected, for a person; null when nothing does. */
  public String problem() {
    return lease.problem();
  }

  /** Whether the elector has ceased to try, which only a restart mends; null when it has not. */
  public String notAlive() {
    boolean stuck = running != null && lease.nanosSinceAttempt() > STUCK.toNanos();
    return stuck ? "nobody has asked for the Lease for " + STUCK.toSeconds() + " s" : null;
  }

  /** Writes no more, and gives the Lease up if it is held, so that another need not wait. */
  @Override
  public synchronized void close() {
    stopping = true;
    leadership.lost();
    if (running != null) {
      running.cancel(true);
    }
    thread.shutdownNow();
  }
}
