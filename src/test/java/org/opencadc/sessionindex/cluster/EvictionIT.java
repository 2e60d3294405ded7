package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which of the shipped replicas whoever drains a node may evict, as the API server judges. */
@Tag("cluster")
class EvictionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final Installation installed = Installation.full();

  private static List<String> replicas;

  @BeforeAll
  static void start() {
    installed.kubectl("apply", "--server-side", "-k", "deploy/operator").orThrow();
    kubectl("rollout", "status", "deployment/session-index", "--timeout=60s").orThrow();
    String names =
        kubectl(
                "get",
                "pods",
                "-l",
                "app.kubernetes.io/component=operator",
                "-o",
                "jsonpath={.items[*].metadata.name}")
            .orThrow()
            .out();
    replicas = List.of(names.split(" ", -1));
    assertThat(replicas).hasSize(2);
  }

  private static Command kubectl(String... arguments) {
    return installed.kubectl(
        Stream.concat(Stream.of("-n", LocalCluster.OPERATOR), Stream.of(arguments))
            .toArray(String[]::new));
  }

  /**
   * Makes the first replicas ready and the others not, and waits until they are counted.
   *
   * @param ready how many
   * @param mayGo how many the budget is to allow then
   */
  private static void become(int ready, int mayGo) {
    for (String replica : replicas) {
      String status = replicas.indexOf(replica) < ready ? "True" : "False";
      String patch = "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"%s\"}]}}";
      kubectl("patch", "pod", replica, "--subresource=status", "-p", patch.formatted(status))
          .orThrow();
    }
    Awaitility.await("counted")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(() -> assertThat(budget()).isEqualTo(ready + " ready, may go: " + mayGo));
  }

  private static String budget() {
    return kubectl(
            "get",
            "poddisruptionbudget",
            "session-index",
            "-o",
            "jsonpath={.status.currentHealthy} ready, may go: {.status.disruptionsAllowed}")
        .orThrow()
        .out();
  }

  /** What is said to the eviction of a replica; it stays all the same. */
  private static Command evict(String replica) throws IOException {
    Path eviction =
        Files.writeString(
            installed.cluster().directory().resolve("eviction.json"),
            """
            {"apiVersion": "policy/v1", "kind": "Eviction",
             "metadata": {"name": "%s", "namespace": "%s"}, "deleteOptions": {"dryRun": ["All"]}}
            """
                .formatted(replica, LocalCluster.OPERATOR));
    return installed.kubectl(
        "create",
        "--raw",
        "/api/v1/namespaces/%s/pods/%s/eviction".formatted(LocalCluster.OPERATOR, replica),
        "-f",
        eviction.toString());
  }

  @Test
  void oneOfTwoMayGo() throws IOException {
    become(2, 1);

    assertThat(evict(replicas.get(0)).orThrow().out()).contains("Success");
  }

  @Test
  void theOnlyOneThatIsReadyMayNot() throws IOException {
    become(1, 0);

    Command refused = evict(replicas.get(0));
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains("disruption budget");
    assertThat(evict(replicas.get(1)).orThrow().out()).contains("Success");
  }

  /** They may wait for days, for a permission or the CRDs, and must not hold up a drain. */
  @Test
  void theyMayGoWhenNoneIsReady() throws IOException {
    become(0, 0);

    for (String replica : replicas) {
      assertThat(evict(replica).orThrow().out()).contains("Success");
    }
  }
}
