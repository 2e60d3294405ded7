package org.opencadc.sessionindex.scale;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.cluster.LocalCluster;

/** The stage's one index: how it is served, and what is published of it. */
final class Publishing {
  /** The index that is served. */
  static final String INDEX = "main";

  private static final Duration PUBLISHED = Duration.ofMinutes(15);

  private final KubernetesClient admin;
  private final String namespace;
  private final OperatorProcess operator;
  private final Supplier<URI> server;

  /**
   * What an operator publishes on a cluster.
   *
   * @param server where the operator finds the API server
   */
  Publishing(LocalCluster cluster, OperatorProcess operator, Supplier<URI> server) {
    this.admin = cluster.admin();
    this.namespace = cluster.namespace();
    this.operator = operator;
    this.server = server;
  }

  /** Changes what the index's {@code spec.publish} says, which is the shipped one otherwise. */
  void patch(String publish) {
    admin
        .resources(SessionIndex.class)
        .inNamespace(namespace)
        .withName(INDEX)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"publish\":" + publish + "}}");
  }

  /** Status of the platform's summary; null when there is none. */
  SessionSummaryStatus platform() {
    SessionSummary summary =
        admin.resources(SessionSummary.class).inNamespace(namespace).withName(INDEX).get();
    return summary == null ? null : summary.getStatus();
  }

  /** The heartbeat that is published, RFC 3339; empty when there is none. */
  String heartbeat() {
    SessionSummaryStatus platform = platform();
    return platform == null || platform.heartbeat() == null ? "" : platform.heartbeat().time();
  }

  /** Starts the operator if it does not run, and waits until all summaries are published. */
  void ensure() throws InterruptedException {
    if (!operator.isRunning()) {
      start();
    }
  }

  /** Starts the operator, after its end if it runs, and waits until all summaries are published. */
  void start() throws InterruptedException {
    startAt(server.get());
  }

  /** The same, with an API server at another address, which is a proxy's. */
  void startAt(URI address) throws InterruptedException {
    operator.stop();
    String heartbeat = heartbeat();
    operator.startAt(address);
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

  /** Ends the operator and deletes all that it published. */
  void delete() {
    operator.stop();
    admin.resources(SessionSummary.class).inNamespace(namespace).delete();
  }
}
