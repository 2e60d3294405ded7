package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.http.ApiRefused;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.http.LoopbackServer;
import org.opencadc.sessionindex.http.TimedHttpClientFactory;
import org.opencadc.sessionindex.ledger.ObjectKind;

/** What a canary leaves behind of an answer that is no stream of events. */
class CanaryTest {
  private static final WatchedCollection NODES = new WatchedCollection(ObjectKind.NODE, null, "");

  private final LoopbackServer server = new LoopbackServer(this::answer);
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(Config.empty())
                  .withMasterUrl(server.address().toString())
                  .withHttp2Disable(true)
                  .build())
          .withHttpClientFactory(new TimedHttpClientFactory())
          .build();
  private final Canary canary = new Canary(new ApiRequests(client, Duration.ofSeconds(5)));
  private final AtomicInteger ended = new AtomicInteger();
  private volatile int code;

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  /** Writes for as long as there is somebody to read it. */
  private void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(code, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      while (true) {
        body.write(new byte[1 << 16]);
      }
    } finally {
      ended.incrementAndGet();
    }
  }

  @Test
  void noConnectionIsHeldByAVersionThatIsGone() throws IOException {
    code = 410;
    assertThat(canary.watch(NODES, "100", "200").gone()).isTrue();
    await().atMost(Duration.ofSeconds(10)).until(() -> ended.get() == 1);
  }

  @Test
  void noConnectionIsHeldByARefusal() {
    code = 403;
    assertThatThrownBy(() -> canary.watch(NODES, "100", "200"))
        .isInstanceOfSatisfying(ApiRefused.class, e -> assertThat(e.denied()).isTrue());
    await().atMost(Duration.ofSeconds(10)).until(() -> ended.get() == 1);
  }
}
