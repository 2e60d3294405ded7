package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.testserver.SkahaJobs;

/** What is missing, wrong or strange is said where people look, and stops nothing else. */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadInputIT {
  private static final String NO_PODS = "without-pods";
  private static final String STRANGE = "strange";

  @RegisterExtension static final Installation installed = Installation.withoutCrds();

  private static Spoken spoken;
  private static ClusterRoleBinding nodes;

  @BeforeAll
  static void start() {
    spoken = new Spoken();
    installed.cluster().createServedNamespace(NO_PODS);
    installed.cluster().createServedNamespace(STRANGE);
    withoutWatchingPods();
    nodes = installed.admin().rbac().clusterRoleBindings().withName("session-index-nodes").get();
    installed.admin().resource(nodes).delete();
  }

  @AfterAll
  static void stop() {
    installed.stopOperator();
    spoken.close();
  }

  private static void withoutWatchingPods() {
    editRole(
        rule ->
            rule.getResources().contains("pods")
                ? new PolicyRuleBuilder(rule).withVerbs("list").build()
                : rule);
  }

  /** How a rule of the Role is to be. */
  private interface Edit {
    PolicyRule of(PolicyRule rule);
  }

  private static void editRole(Edit edit) {
    installed
        .admin()
        .rbac()
        .roles()
        .inNamespace(NO_PODS)
        .withName(LocalCluster.OPERATOR)
        .edit(
            role ->
                new RoleBuilder(role)
                    .withRules(role.getRules().stream().map(edit::of).toList())
                    .build());
  }

  private static Published published(String namespace) {
    return installed.published(namespace);
  }

  private static void create(String namespace, Job job) {
    job.getMetadata().setNamespace(namespace);
    installed.admin().resource(job).create();
  }

  @Test
  @Order(1)
  void crdsThatAreMissingAreAwaited() {
    installed.beginOperator(installed.namespace(), NO_PODS, STRANGE);
    Awaitility.await("says so")
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(installed.operator().get("/readyz"))
                    .contains("sessionindexes.skaha.opencadc.org", "not installed"));
    assertThat(installed.operator().get("/livez")).startsWith("ok");
    installed.cluster().installCrds();
    installed.operator().awaitRunning();
  }

  @Test
  @Order(2)
  void whatMayNotBeWatchedIsNamedAndHeals() {
    create(NO_PODS, SkahaJobs.seeded(1, NO_PODS).session("notebook", "adal").job());
    published(NO_PODS).createIndex(null);

    // one source may be refused a moment before the other
    Awaitility.await("both are named")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(published(NO_PODS).awaitCondition("SourcesLive", "False", "Forbidden"))
                    .contains("watch pods")
                    .contains("list nodes"));
    assertThat(published(NO_PODS).platform()).isNull();

    editRole(
        rule ->
            rule.getResources().contains("pods")
                ? new PolicyRuleBuilder(rule).withVerbs("list", "watch").build()
                : rule);
    published(NO_PODS).awaitCondition("Ready", "True", "Publishing");
    Awaitility.await("published")
        .atMost(Duration.ofSeconds(20))
        .until(() -> published(NO_PODS).live());
    assertThat(published(NO_PODS).platform().sessions().total()).isEqualTo(1);
  }

  @Test
  @Order(3)
  void refusedNodesCostCapacityAlone() {
    SessionSummaryStatus platform = published(NO_PODS).platform();
    assertThat(platform.nodes()).isNull();
    assertThat(platform.resources().capacity()).isNull();
    assertThat(published(NO_PODS).awaitCondition("SourcesLive", "False", "Forbidden"))
        .contains("list nodes");

    nodes.getMetadata().setResourceVersion(null);
    nodes.getMetadata().setUid(null);
    installed.admin().resource(nodes).create();
    installed.cluster().put(withoutStatus("bare"));
    published(NO_PODS).awaitCondition("SourcesLive", "True", "Proven");
    Awaitility.await("nodes")
        .atMost(Duration.ofSeconds(20))
        .until(() -> published(NO_PODS).platform().nodes() != null);
    SessionSummaryStatus now = published(NO_PODS).platform();
    assertThat(now.nodes().selected()).isEqualTo(1);
    assertThat(now.nodes().notReady()).isEqualTo(1);
    assertThat(now.resources().capacity().cpu()).isEqualTo("0");
  }

  private static Node withoutStatus(String name) {
    return new NodeBuilder().withNewMetadata().withName(name).withUid(name).endMetadata().build();
  }

  @ParameterizedTest
  @Order(4)
  @CsvSource(
      delimiter = '|',
      value = {
        "main | publish: {validForSeconds: 60, heartbeatSeconds: 30}"
            + " | validForSeconds must be at least 2 x heartbeatSeconds + 20",
        "main | publish: {heartbeatSeconds: 1} | greater than or equal to 5",
        "main | publish: {rowsPerSlice: 5000} | less than or equal to 500",
        "main | labels: {generations: [Modern]} | supported values",
        "main | labels: {generations: []} | at least 1",
        "main | publish: {minIntervalSeconds: often} | integer",
        "two--hyphens | {} | metadata.name must be a DNS label",
        "with.a.dot | {} | metadata.name must be a DNS label",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz | {} | metadata.name must be a DNS label"
      })
  void aBadSpecIsRefusedReadably(String name, String spec, String message) throws Exception {
    Path file = Files.createTempFile(installed.cluster().directory(), "bad", ".yaml");
    Files.writeString(
        file,
        """
        apiVersion: skaha.opencadc.org/v1alpha1
        kind: SessionIndex
        metadata: {name: %s, namespace: %s}
        spec: %s
        """
            .formatted(
                name, installed.namespace(), spec.startsWith("{") ? spec : "{" + spec + "}"));

    Command refused = installed.kubectl("create", "-f", file.toString());

    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains(message);
    assertThat(installed.kubectl("get", "sidx", "-n", installed.namespace()).said())
        .contains("No resources found");
  }

  @Test
  @Order(5)
  void theOldestIndexOfANamespaceIsServed() {
    Published both = installed.published();
    both.createIndex(null);
    both.awaitCondition("Ready", "True", "Publishing");
    // age counts in whole seconds, and equal ones are told apart by uid
    Instant younger =
        Instant.parse(both.index("main").getMetadata().getCreationTimestamp()).plusSeconds(2);
    Awaitility.await("another second").until(() -> Instant.now().isAfter(younger));
    both.createIndex("second", Published.spec(null));
    assertThat(both.awaitCondition("second", "Ready", "False", "Duplicate")).contains("main");

    both.deleteIndex();
    both.awaitCondition("second", "Ready", "True", "Publishing");
    Awaitility.await("published")
        .atMost(Duration.ofSeconds(20))
        .until(() -> both.index("second").getStatus().summary() != null);
    assertThat(
            installed
                .kubectl("get", "ssum", "second", "-n", installed.namespace())
                .orThrow()
                .said())
        .contains("Platform");
  }

  @Test
  @Order(6)
  void strangersAreLeftOutAndReported() {
    SkahaJobs sessions = SkahaJobs.seeded(2, STRANGE);
    String longName = "skaha-notebook-adal-" + "x".repeat(233);
    assertThat(longName).hasSize(253);
    create(STRANGE, named(sessions.session("notebook", "adal").job(), longName));
    Job foreign = sessions.session("headless", "adal").job();
    // without any label the API server would give it those of its pods
    foreign.getMetadata().setLabels(Map.of("app", "cron"));
    create(STRANGE, foreign);
    Job unknown = sessions.session("headless", "adal").job();
    unknown.getMetadata().getLabels().put("canfar.net/kind", "gradio");
    create(STRANGE, unknown);
    installed.cluster().put(pod("foreign", "1", "1Gi"));
    installed.cluster().put(pod("absurd", "1e30", "-5"));
    published(STRANGE).createIndex(null);

    assertThat(published(STRANGE).awaitCondition("ObjectsSkipped", "True", "SeveralReasons"))
        .contains("MissingLabels: 1", "UnknownKind: 1", "InvalidQuantity: 1");
    Awaitility.await("published")
        .atMost(Duration.ofSeconds(20))
        .until(() -> published(STRANGE).user("adal") != null);
    SessionSummaryStatus platform = published(STRANGE).platform();
    assertThat(platform.sessions().total()).isEqualTo(1);
    assertThat(platform.resources().allocated().cpu()).isEqualTo("1");
    assertThat(published(STRANGE).user("adal").rows())
        .singleElement()
        .satisfies(row -> assertThat(row.jobName()).isEqualTo(longName));
    published(STRANGE).awaitEqualToRecount();
  }

  private static Job named(Job job, String name) {
    return new JobBuilder(job)
        .editMetadata()
        .withName(name)
        .endMetadata()
        .editSpec()
        .withManualSelector(true)
        .withNewSelector()
        .withMatchLabels(Map.of("by", "hand"))
        .endSelector()
        .editTemplate()
        .editMetadata()
        .addToLabels("by", "hand")
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Pod pod(String name, String cpu, String memory) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(STRANGE)
        .withUid(name)
        .endMetadata()
        .withNewSpec()
        .withNodeName("bare")
        .addNewContainer()
        .withName("main")
        .withImage("x")
        .withNewResources()
        .withRequests(Map.of("cpu", Quantity.parse(cpu), "memory", Quantity.parse(memory)))
        .endResources()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .endStatus()
        .build();
  }

  @Test
  @Order(7)
  void noSecretIsSaid() {
    assertThat(spoken.log()).contains("serving index");
    spoken.assertNoSecrets(installed.admin(), installed.operator().get("/metrics"));
    assertThat(List.of(spoken.log().split("\n"))).hasSizeLessThan(100);
  }
}
