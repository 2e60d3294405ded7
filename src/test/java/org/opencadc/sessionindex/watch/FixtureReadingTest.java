package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.JobCondition;
import org.opencadc.sessionindex.ledger.JobFacts;
import org.opencadc.sessionindex.ledger.NodeFacts;
import org.opencadc.sessionindex.ledger.PodDemand;
import org.opencadc.sessionindex.ledger.PodEnd;
import org.opencadc.sessionindex.ledger.PodFacts;
import org.opencadc.sessionindex.ledger.PodPhase;
import org.opencadc.sessionindex.ledger.ResourceVector;
import org.opencadc.sessionindex.ledger.SessionLabels;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

/** Figures of single fixtures, and Skaha's old stats from all of them. */
class FixtureReadingTest {

  private static final long MI = 1L << 20;
  private static final long GI = 1L << 30;

  private final Samples samples = new Samples();

  @Test
  void aMigratedJobHasBothGenerationsOfLabels() {
    JobFacts job = samples.job("fixtures/dual.job.notebook-running-migrated.json").facts();
    assertThat(job.canonical().id()).isEqualTo(job.legacy().id()).isNotNull();
    assertThat(job.canonical().username()).isEqualTo(job.legacy().username()).isNotNull();
  }

  @Test
  void aForeignJobHasNone() {
    JsonNode foreign = Samples.tree("fixtures/foreign.joblist.json").at("/items/1");
    JobFacts job = samples.read(foreign, SlimJob.class).facts();
    assertThat(job.canonical()).isNull();
    assertThat(job.legacy()).isNull();
  }

  @Test
  void aSuspendedJobNamesItsQueueAndItsDemand() {
    JobFacts job = samples.job("fixtures/legacy.job.headless-suspended-kueue.json").facts();
    assertThat(job.suspend()).isTrue();
    assertThat(job.queue()).isEqualTo("canfar-science-platform-local-queue");
    assertThat(job.startTime()).isNull();
    assertThat(job.canonical()).isNull();
    assertThat(job.legacy()).extracting(SessionLabels::kind).isEqualTo("headless");
    assertThat(job.template().demand().effective())
        .isEqualTo(new ResourceVector(1000, 4 * GI, Map.of()));
  }

  @Test
  void aGpuNotebookKeepsItsAmountsVerbatim() {
    JobFacts job = samples.job("fixtures/canonical.job.notebook-running-fixed-gpu.json").facts();
    assertThat(job.canonical().flavor()).isEqualTo("fixed");
    assertThat(job.template().requests())
        .isEqualTo(new VerbatimAmounts("2", "16Gi", Map.of("nvidia.com/gpu", "1")));
    assertThat(job.template().limits()).isEqualTo(job.template().requests());
    assertThat(job.template().demand().effective().extended())
        .containsExactly(Map.entry("nvidia.com/gpu", 1L));
  }

  @Test
  void whatThePodsOfTheFixturesWaitForAndHowTheyEnded() {
    PodFacts carta = samples.pod("fixtures/canonical.pod.carta-pending.json").facts();
    PodFacts failed = samples.pod("fixtures/canonical.pod.headless-failed.json").facts();
    JobFacts expired = samples.job("fixtures/canonical.job.firefly-expired.json").facts();
    assertThat(carta.waiting().reason()).isEqualTo("Unschedulable");
    assertThat(carta.waiting().message()).startsWith("0/");
    assertThat(failed.end().reason()).isEqualTo("OOMKilled");
    assertThat(failed.end().exitCode()).isEqualTo(137);
    assertThat(expired.failure().reason()).isEqualTo("DeadlineExceeded");
  }

  @Test
  void howASidecarIsStoppedDoesNotHideHowTheAppEnded() {
    JsonNode pod = Samples.tree("fixtures/canonical.pod.headless-failed.json");
    ((ObjectNode) pod.at("/status/initContainerStatuses/0/state/terminated"))
        .put("exitCode", 143)
        .put("reason", "Error")
        .put("finishedAt", "2026-08-20T18:41:14Z");
    assertThat(samples.read(pod, SlimPod.class).facts().end())
        .isEqualTo(new PodEnd("OOMKilled", 137, "2026-08-20T18:41:09Z"));
    ((ObjectNode) pod.path("status")).remove("containerStatuses");
    assertThat(samples.read(pod, SlimPod.class).facts().end())
        .as("without an end of the app")
        .isEqualTo(new PodEnd("Error", 143, "2026-08-20T18:41:14Z"));
  }

  @Test
  void whyAJobFailsIsKnownWhileItsPodStillTerminates() {
    JsonNode job = Samples.tree("fixtures/canonical.job.notebook-terminating.json");
    JobCondition atOnce = new JobCondition("DeadlineExceeded", "2026-08-24T14:03:27Z");
    JobCondition atLast = new JobCondition("DeadlineExceeded", "2026-08-24T14:03:58Z");
    assertThat(failure(job)).isEqualTo(atOnce);

    ArrayNode conditions = (ArrayNode) job.at("/status/conditions");
    ObjectNode failed = conditions.get(0).deepCopy();
    failed.put("type", "Failed").put("lastTransitionTime", atLast.time());
    conditions.add(failed);
    assertThat(failure(job)).isEqualTo(atLast);
    conditions.add(conditions.remove(0));
    assertThat(failure(job)).as("the other way round").isEqualTo(atLast);
    failed.put("status", "False");
    assertThat(failure(job)).as("not failed yet").isEqualTo(atOnce);
  }

  private JobCondition failure(JsonNode job) {
    return samples.read(job, SlimJob.class).facts().failure();
  }

  @Test
  void limitsAreThoseOfTheAppContainers() {
    PodFacts pod = samples.pod("fixtures/legacy.pod.desktop-running-kueue-admitted.json").facts();
    assertThat(pod.demand().limits()).isEqualTo(new ResourceVector(1000, 4 * GI, Map.of()));
  }

  @Test
  void aPodJoinsItsJobByTheControllersUid() {
    PodFacts pod = samples.pod("fixtures/legacy.pod.desktop-running-kueue-admitted.json").facts();
    JobFacts job = samples.job("fixtures/legacy.job.desktop-running-kueue-admitted.json").facts();
    assertThat(pod.jobUid()).isEqualTo(job.uid());
    assertThat(pod.bound()).isTrue();
    assertThat(pod.phase()).isEqualTo(PodPhase.RUNNING);
    assertThat(pod.demand().allocated()).isEqualTo(new ResourceVector(250, GI, Map.of()));
  }

  @Test
  void aDesktopAppIsNotTheDesktopsPod() {
    JsonNode app = Samples.tree("fixtures/canonical.job.desktop-app-running.json");
    assertThat(app.at("/metadata/ownerReferences/0/controller").asBoolean()).isFalse();
    ObjectNode pod = (ObjectNode) Samples.tree("fixtures/canonical.pod.carta-pending.json");
    pod.withObject("/metadata").set("ownerReferences", app.at("/metadata/ownerReferences"));
    assertThat(samples.read(pod, SlimPod.class).facts().jobUid()).isNull();
  }

  @Test
  void skahasOldStatsComeOutOfPodsAndNodes() {
    long millis = 0;
    long bytes = 0;
    for (JsonNode pod : Samples.items(List.of("fixtures/legacy.podlist.json"))) {
      ResourceVector allocated = samples.read(pod, SlimPod.class).facts().allocated();
      millis += allocated.cpuMillis();
      bytes += allocated.memoryBytes();
    }
    assertThat(millis).isEqualTo(20_750);
    assertThat(Math.round(bytes / 1e6)).isEqualTo(98_247);
    long cores = 0;
    long memory = 0;
    for (JsonNode each : Samples.items(List.of("fixtures/nodelist.json"))) {
      NodeFacts node = samples.read(each, SlimNode.class).facts();
      boolean worker =
          each.at("/metadata/labels")
              .path("skaha.opencadc.org/node-type")
              .asText()
              .equals("worker-node");
      assertThat(node.ready()).isTrue();
      cores += worker && !node.cordoned() ? node.capacity().cpuMillis() / 1000 : 0;
      memory += worker && !node.cordoned() ? node.capacity().memoryBytes() : 0;
    }
    assertThat(cores).isEqualTo(304);
    assertThat(Math.round(memory / 1e6)).isEqualTo(1_486_041);
  }

  @Test
  void aLimitStandsInForARequestOfATemplate() {
    PodDemand demand =
        demand(
            """
            {"containers":[{"resources":{"limits":{"cpu":"2","memory":"1Gi","a.b/c":"3"},
                                         "requests":{"cpu":"500m"}}}]}
            """);
    assertThat(demand.effective()).isEqualTo(new ResourceVector(500, GI, Map.of("a.b/c", 3L)));
  }

  @Test
  void sidecarsOverheadAndPodLevelCount() {
    String containers =
        """
        "initContainers":[
          {"restartPolicy":"Always","resources":{"requests":{"cpu":"100m","memory":"64Mi"}}},
          {"resources":{"requests":{"cpu":"3","memory":"1Mi"}}}],
        "containers":[{"resources":{"requests":{"cpu":"1","memory":"1Gi"}}}],
        "overhead":{"cpu":"10m","memory":"1Mi"}
        """;
    assertThat(demand("{" + containers + "}"))
        .isEqualTo(
            new PodDemand(
                new ResourceVector(1000, GI, Map.of()),
                new ResourceVector(3110, GI + 65 * MI, Map.of()),
                0));
    String podLevel =
        ",\"resources\":{\"requests\":{\"cpu\":\"4\"},\"limits\":{\"memory\":\"9Gi\"}}";
    assertThat(demand("{" + containers + podLevel + "}").effective())
        .isEqualTo(new ResourceVector(4010, GI + 65 * MI, Map.of()));
  }

  @Test
  void unreadableQuantitiesAreCountedAndTheRestCounts() {
    PodDemand demand =
        demand(
            """
            {"containers":[{"resources":{"requests":{"cpu":{},"memory":"oops","a.b/c":[1]}}},
                           {"resources":{"requests":{"cpu":2,"memory":null}}}]}
            """);
    assertThat(demand.effective()).isEqualTo(new ResourceVector(2000, 0, Map.of()));
    assertThat(demand.invalidQuantities()).isEqualTo(3);
  }

  private PodDemand demand(String spec) {
    String pod = "{\"kind\":\"Pod\",\"metadata\":{\"uid\":\"u\"},\"spec\":" + spec + "}";
    try {
      return samples.read(Samples.JSON.readTree(pod), SlimPod.class).facts().demand();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
