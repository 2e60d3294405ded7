package org.opencadc.sessionindex.cluster;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.opencadc.sessionindex.SessionIndexOperator;

/** The operator as a process of its own, as the shipped service account. */
final class OperatorProcess implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final int port;

  private OperatorProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Starts one on a free port; returns at once. */
  static OperatorProcess start(LocalCluster cluster, Map<String, String> settings) {
    try {
      int port = freePort();
      Path log = Files.createTempFile(cluster.directory(), "operator", ".log");
      ProcessBuilder builder = new ProcessBuilder(line());
      Map<String, String> environment = builder.environment();
      environment.clear();
      environment.put("KUBECONFIG", cluster.operatorKubeconfig().toString());
      environment.put("SESSION_INDEX_HTTP_ADDRESS", "127.0.0.1");
      environment.put("SESSION_INDEX_HTTP_PORT", Integer.toString(port));
      environment.putAll(settings);
      return new OperatorProcess(
          builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line that runs the shipped program with these arguments. */
  static List<String> line(String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                SessionIndexOperator.class.getName()));
    line.addAll(List.of(arguments));
    return line;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The body of a GET at its port; empty when it does not answer. */
  String get(String path) {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends a signal by its name, such as STOP. */
  void signal(String name) {
    Command.run(
            List.of("kill", "-" + name, Long.toString(process.pid())),
            Map.of(),
            Duration.ofSeconds(5))
        .orThrow();
  }

  /** Waits until it has ended and returns its exit code. */
  int awaitExit(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("it did not end within " + patience + "\n" + log());
    }
    return process.exitValue();
  }

  /** What it has logged. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
