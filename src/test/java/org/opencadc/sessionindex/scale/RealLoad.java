package org.opencadc.sessionindex.scale;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.opencadc.sessionindex.cluster.LocalCluster;

/** Jobs made through the API, whose pods real controllers make, schedule and run. */
final class RealLoad implements Load {
  private static final int CONNECTIONS = 4;
  private static final Duration RUNNING = Duration.ofMinutes(20);

  private final LocalCluster cluster;
  private final AdminHttp http;
  private final SessionMix mix;
  private final Roster roster;
  private final List<SessionMix.OwnedJob> jobs;
  private final AtomicInteger created = new AtomicInteger();

  /**
   * A load.
   *
   * @param roster takes the Jobs
   */
  RealLoad(LocalCluster cluster, AdminHttp http, SessionMix mix, Roster roster) {
    this.http = http;
    this.cluster = cluster;
    this.mix = mix;
    this.roster = roster;
    this.jobs = new ArrayList<>(mix.jobs());
    Collections.shuffle(jobs, new Random(mix.seed()));
  }

  @Override
  public void fill(int until, IntConsumer progress) throws Exception {
    if (created.get() == 0) {
      for (String node : cluster.nodes()) {
        NodeImages.report(http, node);
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (SessionMix.OwnedJob owned : jobs.subList(created.get(), until)) {
        all.add(
            threads.submit(
                () -> {
                  Job job = cluster.admin().resource(owned.job()).create();
                  roster.add(new Roster.Taken(owned.user(), job.getMetadata().getName(), ""));
                  progress.accept(created.incrementAndGet());
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a Job could not be created", e.getCause());
    } finally {
      threads.shutdownNow();
    }
    awaitRunning();
  }

  private void awaitRunning() throws InterruptedException {
    long wanted =
        jobs.subList(0, created.get()).stream()
            .filter(owned -> !Boolean.TRUE.equals(owned.job().getSpec().getSuspend()))
            .count();
    Waiting.until(
        "the pods run",
        RUNNING,
        Duration.ofSeconds(1),
        () -> http.count(pods()) >= wanted && pending() == 0);
  }

  private String pods() {
    return "/api/v1/namespaces/" + cluster.namespace() + "/pods";
  }

  /** Pods that are to run at once and do not yet. */
  private long pending() {
    return cluster
        .admin()
        .pods()
        .inNamespace(cluster.namespace())
        .withField("status.phase", "Pending")
        .list()
        .getItems()
        .stream()
        .filter(pod -> !mix.staysPending(pod))
        .count();
  }
}
