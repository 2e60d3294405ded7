package org.opencadc.sessionindex.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.CompletableFuture;
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
  private LocalCluster cluster;
  private RunningOperator operator;

  private Installation(Supplier<LocalCluster> start) {
    this.start = start;
  }

  /** On etcd and kube-apiserver alone. */
  static Installation apiOnly() {
    return new Installation(() -> LocalCluster.apiOnly());
  }

  /** On a whole control plane. */
  static Installation full() {
    return new Installation(() -> LocalCluster.full());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    cluster = start.get();
    cluster.deployAccess();
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
   * that was started before must have been closed.
   *
   * @param namespaces that it serves; the workload's if there are none
   */
  void startOperator(String... namespaces) {
    operator = RunningOperator.shipped(cluster, namespaces);
  }

  /** The operator that was started last. */
  RunningOperator operator() {
    return operator;
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
      if (operator != null) {
        operator.close();
      }
    } finally {
      if (cluster != null) {
        cluster.close();
      }
    }
  }
}
