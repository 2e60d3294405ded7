package org.opencadc.sessionindex.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.opencadc.sessionindex.SessionIndexOperator;
import org.opencadc.sessionindex.Settings;
import org.opencadc.sessionindex.watch.SourceState;

/** The operator in this JVM, wired as its main method does it. */
final class RunningOperator implements AutoCloseable {
  private static final Duration STARTED = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final SessionIndexOperator operator;
  private final Thread thread;

  private RunningOperator(SessionIndexOperator operator) {
    this.operator = operator;
    this.thread =
        new Thread(
            () -> {
              try {
                operator.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "operator-run");
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts one for these namespaces; returns at once. */
  static RunningOperator start(Supplier<Config> configs, String... namespaces) {
    Settings settings =
        Settings.from(
            Map.of(
                "SESSION_INDEX_NAMESPACES",
                String.join(",", namespaces),
                "SESSION_INDEX_HTTP_ADDRESS",
                "127.0.0.1",
                "SESSION_INDEX_HTTP_PORT",
                "0"));
    try {
      return new RunningOperator(new SessionIndexOperator(settings, configs, Clock.systemUTC()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts one as the shipped service account; returns at once.
   *
   * @param namespaces that it serves; the workload's if there are none
   */
  static RunningOperator start(LocalCluster cluster, String... namespaces) {
    Config config = cluster.operatorConfig();
    return start(
        () -> new ConfigBuilder(config).build(),
        namespaces.length == 0 ? new String[] {cluster.namespace()} : namespaces);
  }

  /** The same, but waits until its controllers run. */
  static RunningOperator shipped(LocalCluster cluster, String... namespaces) {
    RunningOperator running = start(cluster, namespaces);
    try {
      running.awaitRunning();
      return running;
    } catch (RuntimeException e) {
      running.close();
      throw e;
    }
  }

  void awaitRunning() {
    Awaitility.await("the controllers run").atMost(STARTED).until(() -> !thread.isAlive());
  }

  /** Why it is not ready; null when it is. */
  String notReady() {
    return operator.notReady();
  }

  long listsAfterStart() {
    return operator.listsAfterStart();
  }

  /** What is watched, as "jobs NAMESPACE" or "nodes". */
  List<String> sources() {
    return operator.sources().stream()
        .map(SourceState::collection)
        .map(of -> of.resource() + (of.namespace() == null ? "" : " " + of.namespace()))
        .toList();
  }

  /** The body of a GET at its port. */
  String get(String path) {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operator.port() + path))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    operator.close();
    thread.interrupt();
  }
}
