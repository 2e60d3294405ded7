package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever the shape of an object: no reading throws, and all give what a look-up in a tree does.
 */
class LenienceTest {

  private static final List<JsonNode> JOBS = Samples.items(Samples.JOB_LISTS);
  private static final List<JsonNode> PODS = Samples.items(Samples.POD_LISTS);
  private static final List<JsonNode> NODES = Samples.items(List.of("fixtures/nodelist.json"));

  private final KubernetesSerialization serialization = SlimClient.serialization();

  @Property(tries = 400)
  void jobs(
      @ForAll @IntRange(max = 9999) int index,
      @ForAll long seed,
      @ForAll @DoubleRange(max = 0.2) double rate) {
    check(garbled(JOBS, index, seed, rate), SlimJob.class, NaiveReading::job);
  }

  @Property(tries = 400)
  void pods(
      @ForAll @IntRange(max = 9999) int index,
      @ForAll long seed,
      @ForAll @DoubleRange(max = 0.2) double rate) {
    check(garbled(PODS, index, seed, rate), SlimPod.class, NaiveReading::pod);
  }

  @Property(tries = 200)
  void nodes(
      @ForAll @IntRange(max = 9999) int index,
      @ForAll long seed,
      @ForAll @DoubleRange(max = 0.2) double rate) {
    check(garbled(NODES, index, seed, rate), SlimNode.class, NaiveReading::node);
  }

  private static ObjectNode garbled(List<JsonNode> objects, int index, long seed, double rate) {
    JsonNode object = objects.get(index % objects.size()).deepCopy();
    var garbler = new Garbler(seed, rate);
    garbler.enrich(object.path("spec").path("template").path("spec"));
    garbler.enrich(object.path("spec"));
    garbler.enrichStatus(object.path("status"));
    ObjectNode garbled = (ObjectNode) garbler.garble(object);
    // a watch finds the type by these two
    garbled.set("apiVersion", object.path("apiVersion"));
    garbled.set("kind", object.path("kind"));
    return garbled;
  }

  /** What a program prints is not for summaries. */
  @Property(tries = 50)
  void terminationMessagesAreNotKept(@ForAll @IntRange(max = 9999) int index, @ForAll long seed) {
    ObjectNode pod = garbled(PODS, index, seed, 0);

    assertThat(serialization.unmarshal(pod.toString(), SlimPod.class).facts().toString())
        .doesNotContain("what the program left");
  }

  private <F, S extends Slim<F>> void check(
      ObjectNode object, Class<S> type, Function<JsonNode, F> naive) {
    F expected = naive.apply(object);
    S listed = serialization.unmarshal(object.toString(), type);
    assertThat(listed.facts()).isEqualTo(expected);
    S converted = serialization.convertValue(object, type);
    assertThat(converted.facts()).isEqualTo(expected);
    String event = "{\"object\":" + object + ",\"type\":\"ADDED\"}";
    Object watched = serialization.unmarshal(event, WatchEvent.class).getObject();
    assertThat(watched)
        .isInstanceOfSatisfying(type, slim -> assertThat(slim.facts()).isEqualTo(expected));
    check(listed.getMetadata(), object.path("metadata"));
  }

  private static void check(ObjectMeta metadata, JsonNode expected) {
    assertThat(metadata.getNamespace()).isEqualTo(NaiveReading.text(expected.path("namespace")));
    assertThat(metadata.getName()).isEqualTo(NaiveReading.text(expected.path("name")));
    assertThat(metadata.getUid()).isEqualTo(NaiveReading.text(expected.path("uid")));
    assertThat(metadata.getResourceVersion())
        .isEqualTo(NaiveReading.text(expected.path("resourceVersion")));
  }
}
