package org.opencadc.sessionindex.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SkahaLoadTest {
  @Test
  void aLoadDoesAllItsDeedsAndEnds() throws Exception {
    LoadPlan plan =
        LoadPlan.of("skaha-workload")
            .withRate(200, Duration.ofSeconds(2))
            .withSessions(120, Duration.ofMillis(300));
    try (ApiServer server = ApiServer.start(Clock.systemUTC()).namespace("skaha-workload");
        FakeControllers controllers = FakeControllers.start(server);
        KubernetesClient client = server.client();
        SkahaLoad load = new SkahaLoad(client, plan).createNodes().fill(30).start()) {
      assertThat(controllers).isNotNull();
      assertThat(load.await(Duration.ofSeconds(15))).isTrue();
      assertThat(load.counters().keySet())
          .contains(
              SkahaLoad.Deed.STARTED,
              SkahaLoad.Deed.DELETED,
              SkahaLoad.Deed.SUSPENDED,
              SkahaLoad.Deed.RESUMED,
              SkahaLoad.Deed.RELABELLED,
              SkahaLoad.Deed.CORDONED);
      assertThat(load.counters()).doesNotContainKey(SkahaLoad.Deed.REFUSED);
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  server.storage().all(ResourceTypes.JOBS).stream()
                      .anyMatch(j -> JobStates.has(j.tree().path("status"), "Complete")));
      assertThat(client.pods().inNamespace("skaha-workload").list().getItems())
          .anyMatch(p -> p.getStatus().getPhase().equals("Running"));
    }
  }
}
