package org.opencadc.sessionindex.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.http.LoopbackServer;

/** A server that takes a request and does not answer holds nobody for ever. */
class RawGetTest {
  private static final Duration FAR_LONGER = Duration.ofSeconds(15);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  @Test
  void anAnswerIsWaitedForAsLongAsPatienceLasts() {
    try (LoopbackServer frozen = new LoopbackServer(this::hold);
        KubernetesClient client = client(frozen)) {
      RawGet raw = new RawGet(client, Duration.ofSeconds(1));

      assertThatThrownBy(() -> raw.get("list", new Target("pods", "", "ns", "/pods")))
          .isInstanceOf(CannotCompareException.class)
          .hasMessageStartingWith("cannot list pods in namespace ns: ")
          .hasMessageContaining("TimeoutException");
      assertThat(asked.getCount()).as("has come to the server").isZero();
      over.countDown();
    }
  }

  /** Answers far too late, so that whoever has no patience of its own is seen to have none. */
  private void hold(HttpExchange exchange) throws IOException {
    asked.countDown();
    try {
      boolean unused = over.await(FAR_LONGER.toSeconds(), TimeUnit.SECONDS);
      exchange.sendResponseHeaders(404, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private static KubernetesClient client(LoopbackServer server) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl(server.address().toString())
                .withRequestRetryBackoffLimit(0)
                .build())
        .build();
  }
}
