package org.opencadc.sessionindex.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ApiRequestsTest {
  private final List<String> accepted = new CopyOnWriteArrayList<>();

  /** Of a review, whose answer is in its status, the metadata would say nothing. */
  @Test
  void onlyAChangeAndAListOfMetadataAreAnsweredWithMetadataAlone() throws IOException {
    try (LoopbackServer server =
            new LoopbackServer(
                exchange -> {
                  accepted.add(String.valueOf(exchange.getRequestHeaders().getFirst("Accept")));
                  exchange.sendResponseHeaders(200, -1);
                  exchange.close();
                });
        KubernetesClient client = client(server)) {
      var requests = new ApiRequests(client, Duration.ofSeconds(5));
      requests.change("PUT", "/things/t/status", "application/json", "{}");
      requests.send("POST", "/reviews", "application/json", "{}");
      requests.get("/things/t");
      requests.listMetadata("/things");
    }
    assertThat(accepted).hasSize(4);
    assertThat(accepted.get(0))
        .startsWith("application/json;as=PartialObjectMetadata;")
        .endsWith(", application/json");
    assertThat(accepted.subList(1, 3)).noneMatch(accept -> accept.contains("Partial"));
    assertThat(accepted.get(3))
        .startsWith("application/json;as=PartialObjectMetadataList;")
        .endsWith(", application/json");
  }

  private static KubernetesClient client(LoopbackServer server) {
    Config config =
        new ConfigBuilder(Config.empty()).withMasterUrl(server.address().toString()).build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
