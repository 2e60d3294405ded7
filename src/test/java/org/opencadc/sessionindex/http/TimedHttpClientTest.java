package org.opencadc.sessionindex.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.cluster.TcpProxy;
import org.opencadc.sessionindex.testserver.ApiServer;

class TimedHttpClientTest {
  private static final Duration ANSWER = Duration.ofMillis(300);
  private static final Duration PING = Duration.ofMillis(200);

  private final LoopbackServer server = new LoopbackServer(TimedHttpClientTest::answerInTwoParts);
  private final HttpClient client = new TimedHttpClient(HttpClient.newHttpClient(), ANSWER, PING);

  @AfterEach
  void stop() {
    server.close();
  }

  private static void answerInTwoParts(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write("one ".getBytes(UTF_8));
      body.flush();
      TimeUnit.MILLISECONDS.sleep(2 * ANSWER.toMillis());
      body.write("two".getBytes(UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest.Builder get(int port) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"));
  }

  @Test
  void anAnswerThatDoesNotBeginIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      HttpRequest request = get(silent.getLocalPort()).build();
      assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
          .isInstanceOf(HttpTimeoutException.class);
      assertThatThrownBy(() -> client.sendAsync(request, BodyHandlers.ofString()).get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(HttpTimeoutException.class);
      URI watch = URI.create("ws://127.0.0.1:" + silent.getLocalPort() + "/");
      assertThatThrownBy(
              () ->
                  client.newWebSocketBuilder().buildAsync(watch, new WebSocket.Listener() {}).get())
          .hasCauseInstanceOf(HttpTimeoutException.class);
    }
  }

  @Test
  void anAnswerThatHasBegunMayTakeItsTime() throws Exception {
    HttpRequest request = get(server.address().getPort()).build();
    assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("one two");
  }

  /** A server's answers to pings keep a watch on which nothing happens; a dead line has none. */
  @Test
  void aWatchEndsWhenItsLineIsDead() throws Exception {
    try (ApiServer cluster = ApiServer.start(Clock.systemUTC());
        TcpProxy line = new TcpProxy(URI.create(cluster.url()))) {
      CompletableFuture<Throwable> failed = new CompletableFuture<>();
      WebSocket.Listener listener =
          new WebSocket.Listener() {
            @Override
            public void onError(WebSocket socket, Throwable failure) {
              failed.complete(failure);
            }
          };
      URI watch = URI.create(line.url().replace("https", "ws") + "/api/v1/nodes?watch=1");
      var unused = client.newWebSocketBuilder().buildAsync(watch, listener).get();
      assertThatThrownBy(() -> failed.get(8 * PING.toMillis(), TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);

      line.freeze(TcpProxy.Direction.TO_CLIENT);

      assertThat(failed.get(10, TimeUnit.SECONDS)).hasMessageContaining("no sign of life");
    }
  }

  @Test
  void aTimeOfTheRequestsOwnStands() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      HttpRequest request = get(silent.getLocalPort()).timeout(Duration.ofMinutes(1)).build();
      CompletableFuture<?> answer = client.sendAsync(request, BodyHandlers.ofString());
      assertThatThrownBy(() -> answer.get(3 * ANSWER.toMillis(), TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    }
  }

  /** As it would with a connect timeout, which is why the factory sets none. */
  @Test
  void anOpenConnectionKeepsNoResponse() throws Exception {
    HttpClient built =
        new TimedHttpClientFactory()
            .createNewHttpClientBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    assertThat(built.connectTimeout()).isEmpty();
    WeakReference<Object> body = bodyOver(built);
    Awaitility.await()
        .until(
            () -> {
              System.gc();
              return body.get() == null;
            });
  }

  private WeakReference<Object> bodyOver(HttpClient client) throws Exception {
    HttpRequest request = get(server.address().getPort()).build();
    return new WeakReference<>(client.send(request, BodyHandlers.ofByteArray()).body());
  }
}
