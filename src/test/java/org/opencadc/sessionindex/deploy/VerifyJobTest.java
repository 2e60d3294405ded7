package org.opencadc.sessionindex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.verify.VerifyCommand;

/** The Job that recounts; what it may do is tried on a real API server by VerifyIT. */
class VerifyJobTest {
  private final Manifests installed;
  private final Manifests verify;

  VerifyJobTest() throws IOException {
    installed = Manifests.installed();
    verify = Manifests.in("verify");
  }

  private JsonNode job() {
    return verify.file("verify/job.yaml").path("spec");
  }

  private JsonNode pod() {
    return job().at("/template/spec");
  }

  private JsonNode container() {
    assertThat(pod().path("containers")).hasSize(1);
    return pod().at("/containers/0");
  }

  @Test
  void theKustomizationListsEveryFileOnce() {
    assertThat(Manifests.listed(Manifests.ROOT.resolve("verify")))
        .containsExactlyInAnyOrderElementsOf(verify.all().keySet());
    verify.assertLabelled();
  }

  @Test
  void itMayReadWhatItComparesAndNoMore() {
    assertThat(verify.ofKind("Role")).hasSize(1);
    assertThat(verify.ofKind("ClusterRole")).isEmpty();
    assertThat(verify.rights("verify/role.yaml"))
        .containsExactlyInAnyOrder(
            "batch/jobs list",
            "/pods list",
            "skaha.opencadc.org/sessionindexes list",
            "skaha.opencadc.org/sessionsummaries get list");
    bound("RoleBinding", "Role", "session-index-verify");
    bound("ClusterRoleBinding", "ClusterRole", "session-index-nodes");
    assertThat(pod().path("serviceAccountName").asText()).isEqualTo("session-index-verify");
    assertThat(pod().path("automountServiceAccountToken").asBoolean()).isTrue();
  }

  private void bound(String kind, String roleKind, String role) {
    assertThat(verify.ofKind(kind)).hasSize(1);
    JsonNode binding = verify.ofKind(kind).get(0);
    assertThat(binding.at("/roleRef/kind").asText()).isEqualTo(roleKind);
    assertThat(binding.at("/roleRef/name").asText()).isEqualTo(role);
    assertThat(binding.path("subjects").toString())
        .isEqualTo(
            "[{\"kind\":\"ServiceAccount\",\"name\":\"session-index-verify\","
                + "\"namespace\":\"session-index\"}]");
  }

  @Test
  void itsArgumentsAreThoseOfTheCommand() {
    List<String> args = container().path("args").valueStream().map(JsonNode::asText).toList();
    assertThat(args).startsWith("verify");
    assertThat(container().has("command")).as("the image has the program").isFalse();

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (KubernetesClient nowhere =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl("http://127.0.0.1:1")
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build()) {
      int unused =
          VerifyCommand.run(
              args.subList(1, args.size()).toArray(String[]::new),
              new PrintStream(out, true, StandardCharsets.UTF_8),
              nowhere,
              Clock.systemUTC());
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("could not compare: cannot list sessionindexes")
        .contains("in namespace skaha-workload");
  }

  @Test
  void aDifferenceIsNotTriedAgain() {
    assertThat(job().path("backoffLimit").asInt(-1)).isZero();
    assertThat(pod().path("restartPolicy").asText()).isEqualTo("Never");
    assertThat(job().path("activeDeadlineSeconds").asInt())
        .as("five rounds of four minutes, and the LISTs")
        .isGreaterThanOrEqualTo(1500);
    assertThat(job().path("ttlSecondsAfterFinished").asInt()).isPositive();
  }

  @Test
  void itRunsAsTheOperatorDoesAndIsNotTakenForIt() {
    JsonNode operator = installed.file("operator/deployment.yaml").at("/spec/template/spec");
    for (String field : List.of("image", "securityContext", "resources", "volumeMounts")) {
      assertSame(field, container(), operator.at("/containers/0"));
    }
    for (String field : List.of("securityContext", "nodeSelector", "volumes")) {
      assertSame(field, pod(), operator);
    }
    JsonNode labels = job().at("/template/metadata/labels");
    assertThat(installed.selectors())
        .noneMatch(selector -> labels.properties().containsAll(selector.properties()));
  }

  private static void assertSame(String field, JsonNode actual, JsonNode expected) {
    assertThat(expected.has(field)).as(field).isTrue();
    assertThat(actual.path(field).toString()).as(field).isEqualTo(expected.path(field).toString());
  }
}
