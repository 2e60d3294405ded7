package org.opencadc.sessionindex.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opencadc.sessionindex.SessionIndexOperator;
import org.opencadc.sessionindex.cluster.Command;
import org.opencadc.sessionindex.cluster.LocalCluster;

/**
 * The operator as a process of its own, with the flags of the shipped Deployment, as the shipped
 * service account. Ended with this JVM at the latest.
 */
final class OperatorProcess implements AutoCloseable {
  private static final Duration TOKEN = Duration.ofHours(12);
  private static final Duration ENDED = Duration.ofSeconds(30);

  private final LocalCluster cluster;
  private final Path log;
  private final String classPath;
  private final ShippedOperator shipped = ShippedOperator.read();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ProcessMeter meter = new ProcessMeter(this::pid);
  private final Thread atExit = new Thread(this::kill, "operator-end");
  private Process process;
  private int port;
  private long startedNanos;

  /**
   * An operator that does not run yet.
   *
   * @param classPath of the operator alone, without tests
   * @param log takes what it says; each start adds to it
   */
  OperatorProcess(LocalCluster cluster, String classPath, Path log) {
    this.cluster = cluster;
    this.classPath = classPath;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts it; returns as soon as the process is there.
   *
   * @param server the API server's address, or a proxy's
   */
  synchronized void startAt(URI server) {
    if (isRunning()) {
      throw new IllegalStateException("the operator runs already");
    }
    Path kubeconfig =
        cluster.kubeconfigOf(LocalCluster.OPERATOR, LocalCluster.OPERATOR, server, TOKEN);
    port = freePort();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(List.of(java, "-cp", classPath, SessionIndexOperator.class.getName()));
    builder.environment().putAll(shipped.processEnvironment());
    builder
        .environment()
        .putAll(
            Map.of(
                "KUBECONFIG", kubeconfig.toString(),
                "SESSION_INDEX_HTTP_PORT", Integer.toString(port)));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    startedNanos = System.nanoTime();
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as Kubernetes does: SIGTERM, and after its grace period SIGKILL. */
  synchronized void stop() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(ENDED.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    process = null;
  }

  synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Its process id; throws when it does not run, as after an end that nobody asked for. */
  synchronized long pid() {
    if (!isRunning()) {
      throw new IllegalStateException("the operator does not run; see " + log);
    }
    return process.pid();
  }

  /** {@link System#nanoTime} just before its process was started. */
  synchronized long startedNanos() {
    return startedNanos;
  }

  Path log() {
    return log;
  }

  /** How it is started. */
  ShippedOperator shipped() {
    return shipped;
  }

  /** CPU and memory of its process. */
  ProcessMeter meter() {
    return meter;
  }

  /** Its own metrics. */
  PrometheusText metrics() {
    return PrometheusText.parse(get("/metrics"));
  }

  /** The body of a GET at its port. */
  String get(String path) {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .timeout(Duration.ofSeconds(10))
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

  /** How often it said that it lists a source anew, since the log began. */
  long sourcesRebuilt() {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains("rebuilding the source of")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Collects its garbage, and returns what its heap holds then, in bytes. */
  double collectedHeapBytes() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    for (int i = 0; i < 2; i++) {
      // what the first one finds unreachable by references of its own, the second one frees
      Command.run(List.of(jcmd, Long.toString(pid()), "GC.run"), Map.of(), ENDED).orThrow();
    }
    return metrics().sum("jvm_memory_used_bytes", Map.of("area", "heap"));
  }

  private void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
  }

  @Override
  public void close() {
    stop();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
