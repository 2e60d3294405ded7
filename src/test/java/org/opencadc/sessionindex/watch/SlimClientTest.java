package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.runtime.RawExtension;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.PodPhase;

/** Lists and watches give slim objects through the client's own serialisation. */
class SlimClientTest {

  private final KubernetesSerialization serialization = SlimClient.serialization();

  @Test
  void listsGiveSlimJobs() {
    DefaultKubernetesResourceList<SlimJob> list =
        serialization.unmarshal(
            Samples.text("fixtures/canonical.joblist.json"),
            new TypeReference<DefaultKubernetesResourceList<SlimJob>>() {});
    List<JsonNode> items = Samples.items(List.of("fixtures/canonical.joblist.json"));
    assertThat(list.getItems()).hasSameSizeAs(items);
    assertThat(list.getItems())
        .allSatisfy(
            job -> {
              assertThat(job.facts().uid()).isEqualTo(job.getMetadata().getUid());
              assertThat(job.getMetadata().getAnnotations()).isEmpty();
              assertThat(job.getApiVersion()).isEqualTo("batch/v1");
              assertThat(job.getKind()).isEqualTo("Job");
            });
  }

  @Test
  void watchesGiveSlimObjects() {
    assertThat(event("ADDED", "canonical.job.headless-completed").getObject())
        .isInstanceOfSatisfying(
            SlimJob.class, job -> assertThat(job.facts().succeeded()).isEqualTo(1));
    assertThat(event("MODIFIED", "canonical.pod.headless-failed").getObject())
        .isInstanceOfSatisfying(
            SlimPod.class, pod -> assertThat(pod.facts().phase()).isEqualTo(PodPhase.FAILED));
    assertThat(event("DELETED", "node.gpu-01").getObject())
        .isInstanceOfSatisfying(
            SlimNode.class,
            node ->
                assertThat(node.facts().capacity().extended()).containsEntry("nvidia.com/gpu", 4L));
  }

  @Test
  void bookmarksHaveAVersionAndNoFacts() {
    String bookmark =
        """
        {"type":"BOOKMARK","object":{"kind":"Job","apiVersion":"batch/v1",
         "metadata":{"resourceVersion":"12746","creationTimestamp":null},
         "spec":{"template":{"metadata":{"creationTimestamp":null},"spec":{"containers":null}}},
         "status":{}}}
        """;
    assertThat(serialization.unmarshal(bookmark, WatchEvent.class).getObject())
        .isInstanceOfSatisfying(
            SlimJob.class,
            job -> {
              assertThat(job.facts()).isNull();
              assertThat(job.getMetadata().getResourceVersion()).isEqualTo("12746");
            });
  }

  @Test
  void aWatchReadsAnObjectWhoseTypeComesLast() {
    String event =
        """
        {"object":{"metadata":{"uid":"u","resourceVersion":"7"},"status":{"phase":"Running"},
         "kind":"Pod","apiVersion":"v1"},"type":"ADDED"}
        """;
    WatchEvent read = serialization.unmarshal(event, WatchEvent.class);
    assertThat(read.getType()).isEqualTo("ADDED");
    assertThat(read.getObject())
        .isInstanceOfSatisfying(
            SlimPod.class, pod -> assertThat(pod.facts().phase()).isEqualTo(PodPhase.RUNNING));
  }

  @Test
  void aWatchReadsTypesThatItDoesNotKnow() {
    assertThat(watched("{\"kind\":\"Gadget\",\"apiVersion\":\"v9\",\"metadata\":{\"name\":\"g\"}}"))
        .isInstanceOfSatisfying(
            GenericKubernetesResource.class,
            gadget -> assertThat(gadget.getMetadata().getName()).isEqualTo("g"));
    assertThat(watched("{\"metadata\":{\"name\":\"g\"}}")).isInstanceOf(RawExtension.class);
    assertThat(watched("null")).isNull();
  }

  private Object watched(String object) {
    return serialization
        .unmarshal("{\"type\":\"ADDED\",\"object\":" + object + "}", WatchEvent.class)
        .getObject();
  }

  @Test
  void errorsAreStatusObjects() {
    String error =
        """
        {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},
         "status":"Failure","message":"too old resource version","reason":"Expired","code":410}}
        """;
    Object object = serialization.unmarshal(error, WatchEvent.class).getObject();
    assertThat(object)
        .isInstanceOfSatisfying(
            Status.class, status -> assertThat(status.getCode()).isEqualTo(410));
  }

  private WatchEvent event(String type, String fixture) {
    String object = Samples.text("fixtures/" + fixture + ".json");
    return serialization.unmarshal(
        "{\"type\":\"" + type + "\",\"object\":" + object + "}", WatchEvent.class);
  }
}
