package org.opencadc.sessionindex.scale;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.opencadc.sessionindex.cluster.LocalCluster;
import org.opencadc.sessionindex.cluster.LocalCluster.Component;
import org.opencadc.sessionindex.testserver.SkahaSession;

/**
 * What the steps measure: a control plane full of sessions, and the operator beside it. Up to
 * {@link #MOST_REAL} sessions have real controllers; more are stored in etcd as they are.
 */
final class Stage implements AutoCloseable {
  /** The most sessions whose pods are made, scheduled and run by real controllers. */
  static final int MOST_REAL = 10_000;

  /** Heap is measured with one part in so many too, to tell what is of the objects. */
  private static final int FIRST_PART = 20;

  /** A smoke run waits for heartbeats again and again: the shortest that is allowed. */
  private static final int SMOKE_HEARTBEAT_SECONDS = 5;

  private final LocalCluster cluster;
  private final Population population;
  private final boolean smoke;
  private final Progress progress;
  private final OperatorProcess operator;
  private final ServerMetrics serverMetrics;
  private final ProcessMeter apiServer;
  private final ProcessMeter etcd;
  private final AdminHttp http;
  private final SessionMix mix;
  private final StepRunner runner;
  private final Roster roster = new Roster();
  private final Publishing publishing;

  /** Nothing in a smoke run, which has no time for one more start. */
  private Heap firstHeap = new Heap(0, 0);

  private WatchCuts cuts;

  private Stage(LocalCluster cluster, ScaleArguments arguments, Progress progress) {
    this.cluster = cluster;
    this.population = Population.of(arguments.sessions());
    this.smoke = arguments.smoke();
    this.progress = progress;
    this.runner = new StepRunner(arguments, progress);
    this.operator =
        new OperatorProcess(
            cluster,
            System.getProperty("scale.operator.classpath"),
            arguments.out().resolve("operator.log"));
    this.serverMetrics = new ServerMetrics(cluster.admin());
    this.apiServer = new ProcessMeter(() -> cluster.pid(Component.API_SERVER));
    this.http = new AdminHttp(cluster.adminConfig());
    this.mix = new SessionMix(population, cluster.namespace());
    this.etcd = new ProcessMeter(() -> cluster.pid(Component.ETCD));
    this.publishing = new Publishing(cluster, operator, this::server);
  }

  /** Starts a control plane and fills it; nothing is published yet and no operator runs. */
  static Stage open(ScaleArguments arguments, Progress progress) throws Exception {
    Files.deleteIfExists(arguments.out().resolve("operator.log"));
    LocalCluster cluster = ScaleCluster.start(arguments.sessions());
    Stage stage = new Stage(cluster, arguments, progress);
    try {
      cluster.deployAccess();
      cluster.kubectl("apply", "-f", "deploy/index/session-index.yaml").orThrow();
      if (stage.smoke) {
        stage.publishing.patch("{\"heartbeatSeconds\":" + SMOKE_HEARTBEAT_SECONDS + "}");
      }
      stage.fill(arguments.sessions());
      return stage;
    } catch (Exception e) {
      stage.close();
      throw e;
    }
  }

  private void fill(int sessions) throws Exception {
    Load load = load();
    if (!smoke) {
      load.fill(sessions / FIRST_PART, this::filled);
      publishing.start();
      firstHeap = Heap.of(this);
      publishing.delete();
    }
    load.fill(sessions, this::filled);
  }

  private void filled(int count) {
    progress.tick(count + " of " + sessions() + " Jobs");
  }

  private Load load() {
    return real()
        ? new RealLoad(cluster, http, mix, roster)
        : new StoredLoad(cluster, population, roster);
  }

  /** The control plane. */
  LocalCluster cluster() {
    return cluster;
  }

  /** A client that no RBAC and no flow control apply to; closed with the stage. */
  KubernetesClient admin() {
    return cluster.admin();
  }

  /** Plain requests of the administrator. */
  AdminHttp http() {
    return http;
  }

  /** The Jobs of the load, which steps may change. */
  Roster roster() {
    return roster;
  }

  /** A session that a step may start, with a new id; it runs where there are controllers. */
  SkahaSession newSession(String user) {
    return real() ? mix.ordinary(user) : mix.queued(user);
  }

  /** A session that waits in a queue and has no pod. */
  SkahaSession queuedSession(String user) {
    return mix.queued(user);
  }

  /** The workload namespace. */
  String namespace() {
    return cluster.namespace();
  }

  /** How many sessions there are, but for those that steps make and end. */
  int sessions() {
    return population.sessions();
  }

  /** The users, most sessions first. */
  Population population() {
    return population;
  }

  /** Whether everything is as short as can be. */
  boolean smoke() {
    return smoke;
  }

  /** Whether real controllers make and run the pods. */
  boolean real() {
    return sessions() <= MOST_REAL;
  }

  /** The operator; it runs when a step begins, unless the step wants it otherwise. */
  OperatorProcess operator() {
    return operator;
  }

  /** What the operator publishes. */
  Publishing publishing() {
    return publishing;
  }

  /** The API server's own counters. */
  ServerMetrics serverMetrics() {
    return serverMetrics;
  }

  /** CPU and memory of kube-apiserver. */
  ProcessMeter apiServer() {
    return apiServer;
  }

  /** CPU and memory of etcd. */
  ProcessMeter etcd() {
    return etcd;
  }

  /** Where the operator finds the API server. */
  URI server() {
    // a start takes seconds, and a smoke run has no time for one just to cut its line
    return smoke ? cuts().url() : cluster.apiServer();
  }

  /** A line to the API server that can be cut; it stays open until the stage ends. */
  WatchCuts cuts() {
    if (cuts == null) {
      cuts = new WatchCuts(cluster.apiServer());
    }
    return cuts;
  }

  /** Runs steps within a step. */
  StepRunner runner() {
    return runner;
  }

  /** Shows a person what is under way. */
  void tick(String text) {
    progress.tick(text);
  }

  /** Jobs, Pods and Nodes that there are, as the API server counts them. */
  double watchedObjects() throws IOException, InterruptedException {
    String namespaced = "/namespaces/" + namespace();
    return http.count("/apis/batch/v1" + namespaced + "/jobs")
        + http.count("/api/v1" + namespaced + "/pods")
        + http.count("/api/v1/nodes");
  }

  /** Events of Jobs and Pods since the server's start: each write makes one. */
  double sourceEvents() {
    ServerMetrics.Reading server = serverMetrics.read();
    return Stream.of("jobs", "pods")
        .flatMapToDouble(
            resource ->
                Stream.of("POST", "PUT", "PATCH", "DELETE")
                    .mapToDouble(verb -> server.requests(verb, resource)))
        .sum();
  }

  /** What the operator had in its heap when there was a twentieth of the sessions. */
  Heap firstHeap() {
    return firstHeap;
  }

  @Override
  public void close() {
    try (cluster) {
      operator.close();
    } finally {
      if (cuts != null) {
        cuts.close();
      }
    }
  }
}
