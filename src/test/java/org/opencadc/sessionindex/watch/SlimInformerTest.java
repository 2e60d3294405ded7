package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.PodPhase;

/** An informer of the slim client over HTTP: two pages, events, a bookmark. */
class SlimInformerTest {

  @Test
  void holdsSlimPodsFromTheListAndFromTheWatch() throws Exception {
    ObjectNode failed = pod("headless-failed");
    ObjectNode running = pod("notebook-running-flexible");
    ObjectNode changed = failed.deepCopy();
    changed.withObject("/metadata").put("resourceVersion", "48300001");
    changed.withObject("/status").put("phase", "Succeeded");
    try (var server = new FakeApiServer(List.of(page(failed, "next"), page(running, "")));
        KubernetesClient client = SlimClient.of(server.config());
        SharedIndexInformer<SlimPod> informer =
            client
                .resources(SlimPod.class)
                .inNamespace("skaha-workload")
                .withLimit(1L)
                .runnableInformer(0)) {
      informer.start().toCompletableFuture().get(20, TimeUnit.SECONDS);
      assertThat(informer.getStore().list()).hasSize(2).allMatch(pod -> pod.facts() != null);

      server.send(event("MODIFIED", changed));
      server.send(
          "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":"
              + "{\"resourceVersion\":\"48300077\",\"creationTimestamp\":null},"
              + "\"spec\":{\"containers\":null},\"status\":{}}}");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> "48300077".equals(informer.lastSyncResourceVersion()));
      assertThat(informer.getStore().list())
          .hasSize(2)
          .filteredOn(pod -> pod.facts().phase() == PodPhase.SUCCEEDED)
          .singleElement()
          .satisfies(
              pod -> assertThat(pod.facts().uid()).isEqualTo(failed.at("/metadata/uid").asText()));

      server.send(event("DELETED", changed));
      await().atMost(Duration.ofSeconds(20)).until(() -> informer.getStore().list().size() == 1);
      assertThat(server.requests())
          .allMatch(request -> request.startsWith("HTTP/1.1 session-index/test /api/v1/"));
    }
  }

  private static ObjectNode pod(String name) {
    return (ObjectNode) Samples.tree("fixtures/canonical.pod." + name + ".json");
  }

  private static String event(String type, JsonNode object) {
    return "{\"type\":\"" + type + "\",\"object\":" + object + "}";
  }

  private static String page(JsonNode pod, String next) {
    ObjectNode list =
        Samples.JSON.createObjectNode().put("kind", "PodList").put("apiVersion", "v1");
    list.putObject("metadata").put("resourceVersion", "48300000").put("continue", next);
    ArrayNode items = list.putArray("items");
    items.add(pod);
    return list.toString();
  }
}
