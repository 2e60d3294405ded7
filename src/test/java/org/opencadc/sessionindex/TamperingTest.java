package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.opencadc.sessionindex.Workload.soon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec;

/** What others do to the summaries is undone; what is not ours is left alone. */
class TamperingTest {
  private static Site site;
  private static RunningOperator operator;

  @BeforeAll
  static void start() {
    site = Site.installed();
    String[] namespaces = {
      "edited", "misshapen", "relabelled", "deleted", "foreign", "empty", "collected"
    };
    for (String namespace : namespaces) {
      site.workload(namespace).index().start("notebook", "adal");
    }
    operator = RunningOperator.in(site.server(), namespaces);
  }

  @AfterAll
  static void stop() {
    operator.close();
    site.close();
  }

  private static Workload published(String namespace) {
    Workload workload = new Workload(site, namespace);
    soon().until(() -> workload.user("adal") != null && workload.platform() != null);
    workload.awaitRecount();
    return workload;
  }

  private static Resource<SessionSummary> resource(Workload workload, String name) {
    return site.admin()
        .resources(SessionSummary.class)
        .inNamespace(workload.namespace())
        .withName(name);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anEditedStatusIsPutRight() {
    Workload workload = published("edited");
    for (String name : new String[] {"main.adal", "main"}) {
      SessionSummary edited =
          resource(workload, name)
              .subresource("status")
              .patch(
                  PatchContext.of(PatchType.JSON_MERGE),
                  "{\"status\":{\"sessions\":{\"total\":77}}}");
      assertThat(edited.getStatus().sessions().total()).isEqualTo(77);
      soon().until(() -> workload.summary(name).getStatus().sessions().total() == 1);
    }
    resource(workload, "main.adal")
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":null}");
    workload.awaitRecount();
  }

  /** The API server keeps rows of any form, as it knows no schema of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"rows\":\"none\"}",
        "{\"rows\":{\"0\":{\"jobName\":7}}}",
        "{\"rows\":[null,3,[],{\"jobName\":{}}]}",
        "{\"rows\":null,\"publicRows\":{\"kind\":1}}",
        "{\"publicRows\":[[],{\"kind\":[]}]}"
      })
  void rowsOfAnotherFormArePutRight(String status) {
    Workload workload = published("misshapen");
    JsonNode right = status("misshapen", "main.adal");
    summaries("misshapen", "main.adal")
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":" + status + "}");
    soon().untilAsserted(() -> assertThat(status("misshapen", "main.adal")).isEqualTo(right));
    workload.awaitRecount();
  }

  private static Resource<GenericKubernetesResource> summaries(String namespace, String name) {
    return site.admin()
        .genericKubernetesResources("skaha.opencadc.org/v1alpha1", "SessionSummary")
        .inNamespace(namespace)
        .withName(name);
  }

  /** As it is, without when it was made. */
  private static JsonNode status(String namespace, String name) {
    ObjectNode status =
        new ObjectMapper()
            .valueToTree(
                summaries(namespace, name).require().getAdditionalProperties().get("status"));
    status.remove("observed");
    return status;
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void labelsAndOwnerArePutRight() {
    Workload workload = published("relabelled");
    SessionSummary before = workload.userSummary("adal");
    for (String patch :
        new String[] {
          "{\"metadata\":{\"labels\":{\"skaha.opencadc.org/index\":null}}}",
          "{\"metadata\":{\"labels\":{\"skaha.opencadc.org/username\":\"eve\",\"mine\":\"too\"}}}",
          "{\"metadata\":{\"ownerReferences\":null}}"
        }) {
      resource(workload, "main.adal").patch(PatchContext.of(PatchType.JSON_MERGE), patch);
      soon()
          .untilAsserted(
              () -> {
                SessionSummary now = workload.userSummary("adal");
                assertThat(now.getMetadata().getLabels())
                    .containsAllEntriesOf(before.getMetadata().getLabels());
                assertThat(now.getMetadata().getOwnerReferences())
                    .extracting(OwnerReference::getUid)
                    .containsExactly(before.getMetadata().getOwnerReferences().get(0).getUid());
              });
    }
    assertThat(workload.userSummary("adal").getMetadata().getLabels()).containsEntry("mine", "too");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void deletedSummariesComeBack() {
    Workload workload = published("deleted");
    String platform = workload.summary("main").getMetadata().getUid();
    String user = workload.userSummary("adal").getMetadata().getUid();
    resource(workload, "main").delete();
    resource(workload, "main.adal").delete();

    soon()
        .until(
            () ->
                workload.platform() != null
                    && workload.user("adal") != null
                    && !workload.summary("main").getMetadata().getUid().equals(platform)
                    && !workload.userSummary("adal").getMetadata().getUid().equals(user));
    workload.awaitRecount();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aForeignSummaryIsLeftAloneUnlessItHasOneOfOurNames() {
    Workload workload = published("foreign");
    SessionSummary elsewhere = foreign("other.eve", SessionSummarySpec.user("other", "eve"));
    SessionSummary squatter = foreign("main.eve", SessionSummarySpec.user("main", "mallory"));
    SessionSummary made = site.admin().resource(elsewhere).create();
    site.admin().resource(squatter).create();
    workload.start("headless", "eve");

    soon().until(() -> workload.user("eve") != null);
    assertThat(workload.userSummary("eve").getMetadata().getName()).isEqualTo("main.eve");
    SessionSummary now = workload.summary("other.eve");
    assertThat(now.getMetadata().getResourceVersion())
        .isEqualTo(made.getMetadata().getResourceVersion());
    assertThat(now.getStatus()).isNull();
    workload.awaitRecount();
  }

  private static SessionSummary foreign(String name, SessionSummarySpec spec) {
    SessionSummary foreign = new SessionSummary();
    foreign.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace("foreign").build());
    foreign.setSpec(spec);
    return foreign;
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aUserWithoutSessionsIsSaidToHaveNoneAndThenForgotten() {
    Workload workload = published("empty");
    Job only = workload.start("headless", "bob");
    soon().until(() -> workload.user("bob") != null);
    workload.delete(only);

    soon().until(() -> workload.userSummary("bob") == null);
    workload.start("headless", "bob");
    soon().until(() -> workload.user("bob") != null);
    workload.awaitRecount();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aDeletedIndexTakesItsSummariesWithIt() {
    Workload workload = published("collected");
    workload.deleteIndex("main");
    soon().until(() -> workload.summaries().isEmpty());
    long mark = site.server().log().mark();
    workload.start("headless", "adal");

    await()
        .during(Duration.ofMillis(1500))
        .atMost(Duration.ofSeconds(10))
        .until(() -> workload.summaries().isEmpty());
    assertThat(workload.requestsOfOperator(mark))
        .noneMatch(r -> r.namespace().equals("collected") && !r.resource().startsWith("session"));
    workload.index();
    workload.awaitReady();
    workload.awaitRecount();
    assertThat(workload.platform().sessions().total()).isEqualTo(2);
  }
}
