package org.opencadc.sessionindex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManifestsTest {
  private Manifests manifests;

  @BeforeEach
  void read() throws IOException {
    manifests = Manifests.installed();
  }

  @Test
  void theKustomizationListsEveryFileOnce() {
    List<String> ofOne = Manifests.listed(Manifests.ROOT);
    List<String> ofAll = Manifests.listed(Manifests.ROOT.resolve("all-namespaces"));
    Set<String> files = manifests.all().keySet();
    assertThat(ofOne)
        .containsExactlyInAnyOrderElementsOf(
            files.stream().filter(file -> !file.startsWith("all-namespaces/")).toList());
    assertThat(ofAll)
        .as("the CRDs are applied first")
        .containsExactlyInAnyOrderElementsOf(
            files.stream().filter(file -> !file.startsWith("crds/")).toList());
  }

  @Test
  void allNamespacesGiveTheSameRightsAsOne() {
    assertThat(manifests.rights("all-namespaces/cluster-role.yaml"))
        .isEqualTo(manifests.rights("rbac/workload-role.yaml"));
  }

  @Test
  void everyObjectSaysWhatItIsPartOf() {
    manifests.assertLabelled();
  }

  @Test
  void theWorkloadNamespaceIsNotOurs() {
    assertThat(manifests.ofKind("Namespace"))
        .extracting(namespace -> namespace.at("/metadata/name").asText())
        .containsExactly("session-index");
  }

  @Test
  void theOperatorMayDoWhatItDoesAndNoMore() {
    assertThat(manifests.rights("rbac/workload-role.yaml"))
        .containsExactlyInAnyOrder(
            "batch/jobs list watch",
            "/pods list watch",
            "skaha.opencadc.org/sessionindexes list watch",
            "skaha.opencadc.org/sessionindexes/status update",
            "skaha.opencadc.org/sessionsummaries get list watch create patch delete",
            "skaha.opencadc.org/sessionsummaries/status update",
            "/events create");
    assertThat(manifests.rights("rbac/nodes-cluster-role.yaml"))
        .containsExactly("/nodes list watch");
    assertThat(manifests.rights("rbac/leases-role.yaml"))
        .containsExactly("coordination.k8s.io/leases get create update");
  }

  @Test
  void readersMayDoWhatTheirNamesSay() {
    assertThat(manifests.rights("rbac/reader-cluster-role.yaml"))
        .containsExactly("skaha.opencadc.org/sessionsummaries get list watch");
    assertThat(manifests.rights("rbac/platform-viewer-cluster-role.yaml"))
        .containsExactly("skaha.opencadc.org/sessionsummaries[main] get");
    assertThat(manifests.rights("rbac/admin-cluster-role.yaml"))
        .containsExactly(
            "skaha.opencadc.org/sessionindexes get list watch create update patch delete",
            "skaha.opencadc.org/sessionindexes/status get");
  }

  @Test
  void noOtherRolesNoWildcardsNoAggregation() {
    assertThat(manifests.ofKind("Role")).hasSize(2);
    assertThat(manifests.ofKind("ClusterRole")).hasSize(5);
    for (String kind : List.of("Role", "ClusterRole")) {
      for (JsonNode role : manifests.ofKind(kind)) {
        assertThat(role.toString()).doesNotContain("*", "aggregat");
      }
    }
  }

  @Test
  void bindingsNameTheOperatorAlone() {
    List<JsonNode> bindings = new ArrayList<>(manifests.ofKind("RoleBinding"));
    bindings.addAll(manifests.ofKind("ClusterRoleBinding"));
    assertThat(bindings)
        .hasSize(4)
        .allSatisfy(
            binding -> {
              assertThat(binding.path("subjects")).hasSize(1);
              JsonNode subject = binding.at("/subjects/0");
              assertThat(subject.path("kind").asText()).isEqualTo("ServiceAccount");
              assertThat(subject.path("namespace").asText()).isEqualTo("session-index");
              assertThat(subject.path("name").asText()).isEqualTo("session-index");
              assertThat(binding.at("/roleRef/name").asText())
                  .isEqualTo(binding.at("/metadata/name").asText());
            });
  }

  @Test
  void thePodMayDoNothingToItsNode() {
    JsonNode pod = pod();
    assertThat(pod.path("automountServiceAccountToken").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    JsonNode security = container().path("securityContext");
    assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(container().at("/volumeMounts/0/mountPath").asText()).isEqualTo("/tmp");
    assertThat(manifests.ofKind("Namespace").get(0).toString())
        .contains("\"pod-security.kubernetes.io/enforce\":\"restricted\"");
  }

  @Test
  void theJvmKnowsItsLimits() {
    assertThat(environment("JAVA_TOOL_OPTIONS").split(" "))
        .contains("-XX:+UseSerialGC", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError");
    assertThat(environment("TZ")).isEqualTo("UTC");
    JsonNode resources = container().path("resources");
    assertThat(resources.at("/requests/cpu").asText()).isEqualTo("50m");
    assertThat(resources.at("/requests/memory").asText()).isEqualTo("256Mi");
    assertThat(resources.at("/limits/memory").asText()).isEqualTo("512Mi");
  }

  @Test
  void theImageHasTheFlagsOfTheDeployment() throws IOException {
    assertThat(Path.of("pom.xml"))
        .content()
        .contains(">" + environment("JAVA_TOOL_OPTIONS") + "</JAVA_TOOL_OPTIONS>")
        .contains(">" + environment("MALLOC_ARENA_MAX") + "</MALLOC_ARENA_MAX>");
  }

  @Test
  void probesAskForLifeAndReadinessApart() {
    assertThat(container().at("/startupProbe/httpGet/path").asText()).isEqualTo("/livez");
    assertThat(container().at("/livenessProbe/httpGet/path").asText()).isEqualTo("/livez");
    assertThat(container().at("/readinessProbe/httpGet/path").asText()).isEqualTo("/readyz");
    assertThat(container().at("/ports/0/name").asText()).isEqualTo("http");
    assertThat(container().at("/ports/0/containerPort").asInt()).isEqualTo(8080);
  }

  @Test
  void usersProgramsDoNotReachThePort() {
    assertThat(manifests.file("operator/network-policy.yaml").at("/spec/ingress").toString())
        .isEqualTo(
            "[{\"from\":[{\"namespaceSelector\":{\"matchExpressions\":["
                + "{\"key\":\"kubernetes.io/metadata.name\",\"operator\":\"NotIn\","
                + "\"values\":[\"skaha-workload\"]}]}}],"
                + "\"ports\":[{\"port\":\"http\",\"protocol\":\"TCP\"}]}]");
  }

  @Test
  void twoReplicasElectALeaderAndOneIsAlwaysThere() {
    JsonNode spec = manifests.file("operator/deployment.yaml").path("spec");
    assertThat(spec.path("replicas").asInt()).isEqualTo(2);
    assertThat(spec.at("/strategy/rollingUpdate/maxSurge").asInt(1)).isZero();
    assertThat(spec.at("/strategy/rollingUpdate/maxUnavailable").asInt()).isEqualTo(1);
    assertThat(environment("SESSION_INDEX_LEADER_ELECTION")).isEqualTo("true");
    assertThat(container().path("env").toString())
        .contains(
            "{\"name\":\"SESSION_INDEX_LEASE_NAMESPACE\",\"valueFrom\":{\"fieldRef\":"
                + "{\"fieldPath\":\"metadata.namespace\"}}}");
    JsonNode budget = manifests.file("operator/pod-disruption-budget.yaml").path("spec");
    assertThat(budget.path("maxUnavailable").asInt()).isEqualTo(1);
    assertThat(budget.path("unhealthyPodEvictionPolicy").asText())
        .as("one that is not ready holds up no drain")
        .isEqualTo("AlwaysAllow");
  }

  @Test
  void everySelectorMeetsThePodTemplate() {
    JsonNode labels =
        manifests.file("operator/deployment.yaml").at("/spec/template/metadata/labels");
    assertThat(manifests.selectors())
        .allSatisfy(
            selector -> {
              assertThat(selector.properties()).isNotEmpty();
              assertThat(labels.properties()).containsAll(selector.properties());
            });
  }

  private JsonNode pod() {
    return manifests.file("operator/deployment.yaml").at("/spec/template/spec");
  }

  private JsonNode container() {
    assertThat(pod().path("containers")).hasSize(1);
    return pod().at("/containers/0");
  }

  private String environment(String name) {
    return container()
        .path("env")
        .valueStream()
        .filter(variable -> variable.path("name").asText().equals(name))
        .map(variable -> variable.path("value").asText())
        .findFirst()
        .orElseThrow();
  }
}
