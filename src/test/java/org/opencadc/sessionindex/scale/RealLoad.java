package org.opencadc.sessionindex.scale;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
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
  private final SessionMix mix;

  RealLoad(LocalCluster cluster, SessionMix mix) {
    this.cluster = cluster;
    this.mix = mix;
  }

  @Override
  public void fill(IntConsumer progress) throws Exception {
    List<Job> jobs = new ArrayList<>(mix.jobs());
    Collections.shuffle(jobs, new Random(mix.seed()));
    AtomicInteger created = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (Job job : jobs) {
        all.add(
            threads.submit(
                () -> {
                  cluster.admin().resource(job).create();
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
    Waiting.until("the pods run", RUNNING, Duration.ofSeconds(2), () -> pending() == 0);
  }

  /** Pods that are to run at once and do not yet. */
  private int pending() {
    KubernetesClient admin = cluster.admin();
    return (int)
        admin
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
