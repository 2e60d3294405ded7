package org.opencadc.sessionindex.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A control plane with all that is shipped, for the tests of one class: started before the class
 * prepares anything, and ended after its last test, the operator first if one was started.
 */
final class Installation implements BeforeAllCallback, AfterAllCallback {
  private final Supplier<LocalCluster> start;
  private final Consumer<LocalCluster> deploy;
  private LocalCluster cluster;
  private RunningOperator operator;

  private Installation(Supplier<LocalCluster> start, Consumer<LocalCluster> deploy) {
    this.start = start;
    this.deploy = deploy;
  }

  /** On etcd and kube-apiserver alone. */
  static Installation apiOnly() {
    return new Installation(() -> LocalCluster.apiOnly(), LocalCluster::deployAccess);
  }

  /** The same, but the CRDs are missing. */
  static Installation withoutCrds() {
    return new Installation(() -> LocalCluster.apiOnly(), LocalCluster::deployRbac);
  }

  /** On a whole control plane. */
  static Installation full() {
    return new Installation(() -> LocalCluster.full(), LocalCluster::deployAccess);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    cluster = start.get();
    deploy.accept(cluster);
  }

  LocalCluster cluster() {
    return cluster;
  }

  /** The administrator's client. */
  KubernetesClient admin() {
    return cluster.admin();
  }

  /** The workload namespace. */
  String namespace() {
    return cluster.namespace();
  }

  /** Runs kubectl as the administrator; how it ended is for the caller to judge. */
  Command kubectl(String... arguments) {
    return cluster.kubectl(arguments);
  }

  /** What is published in the workload namespace. */
  Published published() {
    return published(namespace());
  }

  Published published(String namespace) {
    return new Published(admin(), namespace);
  }

  /**
   * Starts the operator as the shipped service account and waits until its controllers run. One
   * that was started before must have been stopped.
   *
   * @param namespaces that it serves; the workload's if there are none
   */
  void startOperator(String... namespaces) {
    operator = RunningOperator.shipped(cluster, namespaces);
  }

  /** The same for these namespaces, with configurations of the test's own. */
  void startOperator(Supplier<Config> configs, String... namespaces) {
    operator = RunningOperator.start(configs, namespaces);
    operator.awaitRunning();
  }

  /** Starts it as the shipped service account and returns at once: what it needs may be missing. */
  void beginOperator(String... namespaces) {
    operator = RunningOperator.start(cluster, namespaces);
  }

  /** The operator that runs; null when there is none. */
  RunningOperator operator() {
    return operator;
  }

  /** Ends the operator, if one runs. */
  void stopOperator() {
    if (operator != null) {
      operator.close();
      operator = null;
    }
  }

  /** Waits until what is published in each of these namespaces equals a recount. */
  void awaitEqualToRecount(String... namespaces) {
    // each waits for the next proof of its namespace's sources
    CompletableFuture<?>[] recounts =
        Stream.of(namespaces)
            .map(
                namespace ->
                    CompletableFuture.runAsync(
                        () -> published(namespace).awaitEqualToRecount(),
                        task -> new Thread(task, "recount " + namespace).start()))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(recounts).join();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    try {
      stopOperator();
    } finally {
      if (cluster != null) {
        cluster.close();
      }
    }
  }
}
