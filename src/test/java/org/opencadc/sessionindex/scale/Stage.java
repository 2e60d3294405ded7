package org.opencadc.sessionindex.scale;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.time.Duration;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.cluster.LocalCluster;
import org.opencadc.sessionindex.cluster.LocalCluster.Component;

/**
 * What the steps measure: a control plane full of sessions, and the operator beside it. Up to
 * {@link #MOST_REAL} sessions have real controllers; more are stored in etcd as they are.
 */
final class Stage implements AutoCloseable {
  /** The most sessions whose pods are made, scheduled and run by real controllers. */
  static final int MOST_REAL = 10_000;

  /** The index that is served. */
  static final String INDEX = "main";

  private static final Duration PUBLISHED = Duration.ofMinutes(5);

  private final LocalCluster cluster;
  private final Population population;
  private final boolean smoke;
  private final Progress progress;
  private final OperatorProcess operator;
  private final ServerMetrics serverMetrics;
  private final ProcessMeter apiServer;
  private final ProcessMeter etcd;

  private Stage(LocalCluster cluster, ScaleArguments arguments, Progress progress) {
    this.cluster = cluster;
    this.population = Population.of(arguments.sessions());
    this.smoke = arguments.smoke();
    this.progress = progress;
    this.operator =
        new OperatorProcess(
            cluster,
            System.getProperty("scale.operator.classpath"),
            arguments.out().resolve("operator.log"));
    this.serverMetrics = new ServerMetrics(cluster.admin());
    this.apiServer = new ProcessMeter(() -> cluster.pid(Component.API_SERVER));
    this.etcd = new ProcessMeter(() -> cluster.pid(Component.ETCD));
  }

  /** Starts a control plane and fills it; nothing is published yet and no operator runs. */
  static Stage open(ScaleArguments arguments, Progress progress) throws Exception {
    Files.createDirectories(arguments.out());
    Files.deleteIfExists(arguments.out().resolve("operator.log"));
    LocalCluster cluster = ScaleCluster.start(arguments.sessions());
    Stage stage = new Stage(cluster, arguments, progress);
    try {
      cluster.deployAccess();
      cluster.kubectl("apply", "-f", "deploy/index/session-index.yaml").orThrow();
      new RealLoad(cluster, new SessionMix(stage.population, cluster.namespace()))
          .fill(count -> progress.tick(count + " Jobs"));
      return stage;
    } catch (Exception e) {
      stage.close();
      throw e;
    }
  }

  /** The control plane. */
  LocalCluster cluster() {
    return cluster;
  }

  /** A client that no RBAC and no flow control apply to; closed with the stage. */
  KubernetesClient admin() {
    return cluster.admin();
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

  /** Shows a person what is under way. */
  void tick(String text) {
    progress.tick(text);
  }

  /** Status of the platform's summary; null when there is none. */
  SessionSummaryStatus platform() {
    SessionSummary summary =
        admin().resources(SessionSummary.class).inNamespace(namespace()).withName(INDEX).get();
    return summary == null ? null : summary.getStatus();
  }

  /** Starts the operator if it does not run, and waits until all summaries are published. */
  void ensurePublished() throws InterruptedException {
    if (operator.isRunning()) {
      return;
    }
    SessionSummaryStatus before = platform();
    String heartbeat = before == null ? "" : before.heartbeat().time();
    operator.start();
    Waiting.until(
        "every summary is published",
        PUBLISHED,
        Duration.ofMillis(200),
        () -> {
          operator.pid();
          SessionSummaryStatus now = platform();
          return now != null
              && now.heartbeat().time().compareTo(heartbeat) > 0
              && now.publishedThrough() != null;
        });
  }

  @Override
  public void close() {
    try (cluster) {
      operator.close();
    }
  }
}
