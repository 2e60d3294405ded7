package org.opencadc.sessionindex.testserver;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Skaha with many users: sessions are started, end, fail, are deleted, suspended and relabelled,
 * and nodes are cordoned, at a steady rate. It only talks to an API server; whoever controls that
 * one's Jobs makes the pods.
 */
public final class SkahaLoad implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SkahaLoad.class);

  /** What was done. */
  public enum Deed {
    /** A session was started. */
    STARTED,
    /** A session was deleted. */
    DELETED,
    /** A Job was suspended. */
    SUSPENDED,
    /** A suspended Job was released. */
    RESUMED,
    /** A Job got another project label. */
    RELABELLED,
    /** A node was cordoned. */
    CORDONED,
    /** A node was uncordoned. */
    UNCORDONED,
    /** The API server refused or did not answer. */
    REFUSED
  }

  private final KubernetesClient client;
  private final LoadPlan plan;
  private final Random random;
  private final SkahaJobs sessions;
  private final Map<Deed, Long> deeds = new EnumMap<>(Deed.class);
  private final List<Job> live = new ArrayList<>();
  private final List<Job> suspended = new ArrayList<>();
  private final List<String> cordoned = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, new DaemonThreads("skaha-load"));

  /** A load on a server; the client stays the caller's to close. */
  public SkahaLoad(KubernetesClient client, LoadPlan plan) {
    this.client = client;
    this.plan = plan;
    this.random = new Random(plan.seed());
    this.sessions = SkahaJobs.seeded(plan.seed(), plan.namespace());
  }

  /** Creates the plan's nodes; only for a server that has none of its own. */
  public SkahaLoad createNodes() {
    for (int i = 0; i < plan.nodes(); i++) {
      client.resource(i % 10 == 9 ? SkahaNodes.gpu(i) : SkahaNodes.worker(i)).create();
    }
    return this;
  }

  /** Starts this many sessions at once, before the steady load. */
  public synchronized SkahaLoad fill(int count) {
    for (int i = 0; i < count; i++) {
      startOne();
    }
    return this;
  }

  /** Begins the steady load, which ends by itself after the plan's time. */
  public SkahaLoad start() {
    long period = (long) (1e9 / plan.perSecond());
    var unused = thread.scheduleAtFixedRate(this::step, 0, period, TimeUnit.NANOSECONDS);
    var unusedEnd = thread.schedule(this::stop, plan.time().toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  /** Ends the load; what lives lives on. */
  public void stop() {
    // lets a request under way finish: an interrupted one would count as refused
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.shutdown();
    over.countDown();
  }

  /** Waits for the end of the plan's time; false when it is not over by then. */
  public boolean await(Duration most) throws InterruptedException {
    return over.await(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How often each thing was done. */
  public synchronized Map<Deed, Long> counters() {
    return Map.copyOf(deeds);
  }

  @Override
  public void close() {
    stop();
  }

  private synchronized void step() {
    try {
      int dice = random.nextInt(100);
      if (live.size() >= plan.mostSessions()) {
        deleteOne();
      } else if (dice < 60 || live.isEmpty()) {
        startOne();
      } else if (dice < 80) {
        deleteOne();
      } else if (dice < 86) {
        suspendOne();
      } else if (dice < 92) {
        resumeOne();
      } else if (dice < 97 || plan.nodes() == 0) {
        relabelOne();
      } else {
        cordonOne();
      }
    } catch (KubernetesClientException e) {
      count(Deed.REFUSED);
      LOG.debug("refused", e);
    }
  }

  private void count(Deed deed) {
    deeds.merge(deed, 1L, Long::sum);
  }

  private void startOne() {
    SkahaSession session = sessions.any(plan.users());
    session.startAfter(Duration.ofMillis(20 + random.nextInt(500)));
    int fate = random.nextInt(10);
    Duration time = plan.sessionTime().multipliedBy(1 + random.nextInt(20)).dividedBy(10);
    if (fate == 0) {
      session.failAfter(time);
    } else if (fate < 6 && session.kind.equals("headless")) {
      session.runFor(time);
    }
    boolean queued = random.nextInt(8) == 0;
    if (queued) {
      session.queue("canfar-science-platform-local-queue");
    }
    Job job = client.resource(session.job()).create();
    live.add(job);
    if (queued) {
      suspended.add(job);
    }
    if (session.kind.equals("desktop")) {
      live.add(client.resource(sessions.desktopApp(job, session).job()).create());
      count(Deed.STARTED);
    }
    count(Deed.STARTED);
  }

  private Resource<Job> resource(Job job) {
    return client
        .batch()
        .v1()
        .jobs()
        .inNamespace(plan.namespace())
        .withName(job.getMetadata().getName());
  }

  private void deleteOne() {
    Job job = live.remove(random.nextInt(live.size()));
    suspended.remove(job);
    resource(job).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
    count(Deed.DELETED);
  }

  private void patch(Job job, String body, Deed deed) {
    try {
      resource(job).patch(PatchContext.of(PatchType.JSON_MERGE), body);
      count(deed);
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404) {
        throw e;
      }
      // it ended and was cleaned up meanwhile
      live.remove(job);
      suspended.remove(job);
    }
  }

  private void suspendOne() {
    Job job = live.get(random.nextInt(live.size()));
    if (!suspended.contains(job)) {
      suspended.add(job);
      patch(job, "{\"spec\":{\"suspend\":true}}", Deed.SUSPENDED);
    }
  }

  private void resumeOne() {
    if (!suspended.isEmpty()) {
      Job job = suspended.remove(random.nextInt(suspended.size()));
      patch(job, "{\"spec\":{\"suspend\":false}}", Deed.RESUMED);
    }
  }

  private void relabelOne() {
    String project = "project-" + random.nextInt(5);
    patch(
        live.get(random.nextInt(live.size())),
        "{\"metadata\":{\"labels\":{\"canfar.net/project\":\"" + project + "\"}}}",
        Deed.RELABELLED);
  }

  private void cordonOne() {
    boolean free = cordoned.size() > 1 + plan.nodes() / 10;
    int number = random.nextInt(plan.nodes());
    String name =
        free
            ? cordoned.remove(0)
            : (number % 10 == 9 ? SkahaNodes.gpu(number) : SkahaNodes.worker(number))
                .getMetadata()
                .getName();
    if (!free && !cordoned.contains(name)) {
      cordoned.add(name);
    }
    client
        .nodes()
        .withName(name)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"unschedulable\":" + !free + "}}");
    count(free ? Deed.UNCORDONED : Deed.CORDONED);
  }
}
