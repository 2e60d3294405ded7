package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencadc.sessionindex.SessionIndexOperator;
import org.opencadc.sessionindex.testserver.SkahaJobs;

/** The operator as a process of its own, with nothing but a kubeconfig of its service account. */
@Tag("cluster")
class RunIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final Installation installed = Installation.apiOnly();

  private static Published published;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    published = installed.published().createIndex(null);
    installed
        .admin()
        .resource(SkahaJobs.seeded(3, installed.namespace()).session("carta", "adal").job())
        .create();
  }

  private static Process listening(Path log, int port) throws IOException {
    return process(
        log,
        Map.of(
            "SESSION_INDEX_HTTP_PORT",
            Integer.toString(port),
            "SESSION_INDEX_HTTP_ADDRESS",
            "127.0.0.1"));
  }

  private static Process process(Path log, Map<String, String> settings) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xmx128m",
            "-Duser.timezone=UTC",
            "-cp",
            System.getProperty("java.class.path"),
            SessionIndexOperator.class.getName());
    builder.environment().clear();
    builder.environment().put("KUBECONFIG", installed.cluster().operatorKubeconfig().toString());
    builder.environment().putAll(settings);
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  @Test
  void servesPublishesAndEndsWhenTold() throws Exception {
    int port = freePort();
    Path log = Files.createTempFile(installed.cluster().directory(), "operator", ".log");
    Process process = listening(log, port);
    try {
      Awaitility.await("ready")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(300))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> get(port, "/readyz").statusCode() == 200);
      assertThat(get(port, "/livez").statusCode()).isEqualTo(200);
      assertThat(get(port, "/metrics").body())
          .contains("session_index_source_live{", "session_index_sessions{", "jvm_memory_used");
      Awaitility.await("published").atMost(PATIENCE).until(published::live);
      assertThat(published.user("adal").sessions().total()).isEqualTo(1);

      process.destroy();

      assertThat(process.waitFor(5, TimeUnit.SECONDS)).as("ended on SIGTERM").isTrue();
      assertThat(Files.readString(log))
          .contains("session-index development serves namespaces [skaha-workload]")
          .doesNotContain("WARN", "ERROR", "Exception");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void halfARequestHoldsNobodyUp() throws Exception {
    int port = freePort();
    Path log = Files.createTempFile(installed.cluster().directory(), "operator", ".log");
    Process process = listening(log, port);
    try {
      Awaitility.await("alive").atMost(PATIENCE).until(() -> answers(port));
      try (Socket one = half(port);
          Socket another = half(port)) {
        Awaitility.await("both threads are held").until(() -> !answers(port));
        Awaitility.await("they are let go")
            .atMost(Duration.ofSeconds(20))
            .until(() -> answers(port));
        assertThat(List.of(one, another)).noneMatch(Socket::isClosed);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static Socket half(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.getOutputStream().write("GET /livez HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private boolean answers(int port) throws InterruptedException {
    try {
      return get(port, "/livez", Duration.ofSeconds(2)).statusCode() == 200;
    } catch (IOException held) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SESSION_INDEX_NAMESPACES, Not a name",
    "SESSION_INDEX_HTTP_PORT, 70000",
    "SESSION_INDEX_WRITES_PER_SECOND, many",
    "SESSION_INDEX_WRITES, 5"
  })
  void aBadSettingEndsItWithAMessage(String name, String value) throws Exception {
    Path log = Files.createTempFile(installed.cluster().directory(), "operator", ".log");
    Process process = process(log, new HashMap<>(Map.of(name, value)));
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
      assertThat(Files.readString(log).lines().toList())
          .singleElement()
          .satisfies(line -> assertThat(line).contains(name, value));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    return get(port, path, PATIENCE);
  }

  private HttpResponse<String> get(int port, String path, Duration timeout)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(timeout)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
