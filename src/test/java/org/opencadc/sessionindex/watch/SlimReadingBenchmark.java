package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.opencadc.sessionindex.protobuf.KubernetesProtobuf;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading one object from its JSON. The fixtures carry no managedFields, which make half of a real
 * object, so they are added.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms256m", "-Xmx256m"})
public class SlimReadingBenchmark {
  private static final int REAL_OBJECT = 9_000;

  /** As the JDK's client hands a body on. */
  private static final int PART = 16_384;

  private final KubernetesSerialization serialization = SlimClient.serialization();
  private final KubernetesProtobuf protobuf = SlimShapes.protobuf();
  private byte[] job;
  private byte[] pod;
  private byte[] node;
  private String event;
  private byte[] jobsInJson;
  private byte[] jobsInProtobuf;

  /** Reads the fixtures. */
  @Setup
  public void read() throws Exception {
    job = fixture("canonical.job.headless-completed");
    pod = fixture("canonical.pod.headless-completed");
    node = fixture("node.gpu-01");
    jobsInJson = Samples.bytes("protobuf/jobs.json");
    jobsInProtobuf = Samples.bytes("protobuf/jobs.pb");
    event = "{\"type\":\"MODIFIED\",\"object\":" + new String(pod, StandardCharsets.UTF_8) + "}";
  }

  private static byte[] fixture(String name) throws Exception {
    var json = new ObjectMapper();
    var object = (ObjectNode) json.readTree(Samples.text("fixtures/" + name + ".json"));
    var metadata = (ObjectNode) object.get("metadata");
    ObjectNode fields =
        metadata
            .putArray("managedFields")
            .addObject()
            .put("manager", "kube-controller-manager")
            .put("operation", "Update")
            .put("time", "2026-11-23T10:00:00Z")
            .putObject("fieldsV1")
            .putObject("f:spec");
    int missing = REAL_OBJECT - object.toString().length();
    for (int i = 0; missing > 0; i++) {
      fields.putObject("f:terminationGracePeriodSeconds" + i);
      missing -= 38;
    }
    return object.toString().getBytes(StandardCharsets.UTF_8);
  }

  private <T extends HasMetadata> T read(byte[] text, Class<T> type) {
    return serialization.unmarshal(new ByteArrayInputStream(text), type);
  }

  /** A Pod as a watch shows it. */
  @Benchmark
  public Object podEvent() {
    return serialization.unmarshal(event, WatchEvent.class);
  }

  /** A Job. */
  @Benchmark
  public Object job() {
    return read(job, SlimJob.class);
  }

  /** A Pod. */
  @Benchmark
  public Object pod() {
    return read(pod, SlimPod.class);
  }

  /** A Node. */
  @Benchmark
  public Object node() {
    return read(node, SlimNode.class);
  }

  /** A list of Jobs without managedFields, as a server with JSON alone answers it. */
  @Benchmark
  public Object jobsInJson() {
    return jobs(jobsInJson);
  }

  /** The same list in protobuf. */
  @Benchmark
  public Object jobsInProtobuf() throws IOException {
    return jobs(Samples.json(protobuf, jobsInProtobuf, PART));
  }

  private Object jobs(byte[] list) {
    return serialization.unmarshal(
        new ByteArrayInputStream(list),
        new TypeReference<DefaultKubernetesResourceList<SlimJob>>() {});
  }
}
