package org.opencadc.sessionindex.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointsTest {
  private final FakeHealth health = new FakeHealth();
  private final HttpEndpoints endpoints;

  HttpEndpointsTest() throws IOException {
    endpoints = new HttpEndpoints(loopback(0), health, () -> "session_index_x 1\n");
  }

  private static final class FakeHealth implements Health {
    private String notAlive;
    private String notReady;
    private List<String> leftOut = List.of();

    @Override
    public String notAlive() {
      return notAlive;
    }

    @Override
    public String notReady() {
      return notReady;
    }

    @Override
    public List<String> leftOut() {
      return leftOut;
    }
  }

  /** Endpoints with more metrics than a connection holds, in a process of their own. */
  static final class Alone {
    private Alone() {}

    public static void main(String[] arguments) throws IOException {
      HttpEndpoints.limitTimes();
      String metrics = "x".repeat(1 << 24);
      try (HttpEndpoints endpoints =
          new HttpEndpoints(loopback(0), new FakeHealth(), () -> metrics)) {
        System.out.println(endpoints.port());
        // until the test ends this process, or has ended itself
        System.in.read();
      }
    }

    static Process start() throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx256m",
              "-cp",
              System.getProperty("java.class.path"),
              Alone.class.getName())
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    }
  }

  @AfterEach
  void close() {
    endpoints.close();
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + endpoints.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void goodIsOk() throws IOException, InterruptedException {
    for (String path : new String[] {"/livez", "/readyz", "/readyz?verbose"}) {
      HttpResponse<String> response = get(path);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("ok\n");
    }
  }

  @Test
  void whatIsWrongIsSaidAndOnlyThere() throws IOException, InterruptedException {
    health.notReady = "missing permission: list jobs é";
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("missing permission: list jobs é\n");
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    health.notAlive = "stuck";
    assertThat(get("/livez").statusCode()).isEqualTo(503);
  }

  @Test
  void whatIsLeftOutIsSaidAndReadyAllTheSame() throws IOException, InterruptedException {
    health.leftOut = List.of("missing permission: list jobs", "and more");
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").body()).isEqualTo("ok\nmissing permission: list jobs\nand more\n");
    assertThat(get("/livez").body()).isEqualTo("ok\n");
    health.notReady = "starting";
    assertThat(get("/readyz").body()).isEqualTo("starting\n");
  }

  @Test
  void metricsAreText() throws IOException, InterruptedException {
    HttpResponse<String> response = get("/metrics");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body()).isEqualTo("session_index_x 1\n");
  }

  @Test
  void nothingElse() throws IOException, InterruptedException {
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void aTakenPortIsAnError() {
    assertThatThrownBy(
            () -> new HttpEndpoints(loopback(endpoints.port()), health, () -> "").close())
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /livez HTTP/1.1\r\n",
        "POST /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"
      })
  void whoSendsHalfARequestOrReadsNoAnswerHoldsNobodyUp(String sent) throws IOException {
    Process process = Alone.start();
    try {
      int port = Integer.parseInt(process.inputReader(StandardCharsets.UTF_8).readLine());
      try (Socket one = halfway(port, sent);
          Socket another = halfway(port, sent)) {
        await("both threads are held").until(() -> !answers(port));
        await("they are let go").atMost(Duration.ofSeconds(20)).until(() -> answers(port));
        assertThat(List.of(one, another)).noneMatch(Socket::isClosed);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static Socket halfway(int port, String sent) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1 << 12);
    socket.connect(loopback(port));
    socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static boolean answers(int port) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/livez"))
            .timeout(Duration.ofSeconds(1))
            .build();
    try {
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException held) {
      return false;
    }
  }
}
