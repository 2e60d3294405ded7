package org.opencadc.sessionindex.scale;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.opencadc.sessionindex.testserver.SkahaJobs;

/** Sessions that start and end at a steady pace while a portal is looked at. */
final class PortalChurn implements AutoCloseable {
  /** Starts a second, and as many ends. */
  static final double PER_SECOND = 1;

  private static final long SEED = 77;
  private static final int ALIVE = 20;
  private static final Duration SETTLED = Duration.ofSeconds(5);

  private final Stage stage;
  private final SkahaJobs sessions;
  private final Deque<Job> started = new ArrayDeque<>();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  /** A churn that begins at once and ends with {@link #close}. */
  PortalChurn(Stage stage) {
    this.stage = stage;
    this.sessions = SkahaJobs.seeded(SEED, stage.namespace());
    long period = (long) (1e9 / PER_SECOND);
    var unused = thread.scheduleAtFixedRate(this::step, 0, period, TimeUnit.NANOSECONDS);
  }

  private void step() {
    try {
      Job job = sessions.any(stage.population().users().size()).job();
      started.add(stage.admin().resource(job).create());
      if (started.size() > ALIVE) {
        end(started.remove());
      }
      done.incrementAndGet();
    } catch (KubernetesClientException e) {
      // a server that LISTs keep busy may be late with an answer, which is a finding
      failed.incrementAndGet();
    }
  }

  private void end(Job job) {
    stage.admin().resource(job).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
  }

  /** From then on as many sessions end as start. */
  static Duration steadyAfter() {
    return Duration.ofSeconds((long) (ALIVE / PER_SECOND)).plus(SETTLED);
  }

  /** How many sessions were started. */
  long done() {
    return done.get();
  }

  /** How many starts or ends the API server refused or did not answer in time. */
  long failed() {
    return failed.get();
  }

  /** Ends all sessions that it started. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the churn does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    started.forEach(this::end);
  }
}
