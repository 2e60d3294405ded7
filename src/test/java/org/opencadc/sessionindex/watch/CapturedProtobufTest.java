package org.opencadc.sessionindex.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.protobuf.KubernetesProtobuf;

/**
 * What an API server answered in JSON and in protobuf gives the same facts. Both are made by {@code
 * src/test/capture/protobuf/capture}; the object called rich has every field that is read.
 */
class CapturedProtobufTest {
  private static final int PART = 1_000;

  private final KubernetesSerialization serialization = SlimClient.serialization();
  private final KubernetesProtobuf protobuf = SlimShapes.protobuf();

  private static byte[] captured(String file) {
    return Samples.bytes("protobuf/" + file);
  }

  private String fromProtobuf(String name) throws IOException {
    return object(captured(name + ".pb"));
  }

  /** In parts, as it would come over a connection. */
  private String object(byte[] whole) throws IOException {
    return new String(Samples.json(protobuf, whole, PART), UTF_8);
  }

  private static String json(String name) {
    return new String(captured(name + ".json"), UTF_8);
  }

  private <S extends Slim<?>> void assertSame(
      String name, TypeReference<DefaultKubernetesResourceList<S>> type) throws IOException {
    DefaultKubernetesResourceList<S> expected = serialization.unmarshal(json(name), type);
    DefaultKubernetesResourceList<S> read = serialization.unmarshal(fromProtobuf(name), type);
    assertThat(read.getMetadata()).isEqualTo(expected.getMetadata());
    assertThat(read.getItems()).hasSameSizeAs(expected.getItems()).isNotEmpty();
    for (int i = 0; i < expected.getItems().size(); i++) {
      assertThat(read.getItems().get(i).getMetadata())
          .isEqualTo(expected.getItems().get(i).getMetadata());
      assertThat(read.getItems().get(i).facts()).isEqualTo(expected.getItems().get(i).facts());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jobs", "jobs.page"})
  void jobsAreTheSame(String name) throws IOException {
    assertSame(name, new TypeReference<DefaultKubernetesResourceList<SlimJob>>() {});
  }

  @Test
  void podsAreTheSame() throws IOException {
    assertSame("pods", new TypeReference<DefaultKubernetesResourceList<SlimPod>>() {});
  }

  @Test
  void nodesAreTheSame() throws IOException {
    assertSame("nodes", new TypeReference<DefaultKubernetesResourceList<SlimNode>>() {});
  }

  /** Else fields could be missing on both sides. */
  @Test
  void theRichJobHasWhatIsRead() throws IOException {
    DefaultKubernetesResourceList<SlimJob> jobs =
        serialization.unmarshal(
            fromProtobuf("jobs"), new TypeReference<DefaultKubernetesResourceList<SlimJob>>() {});
    assertThat(jobs.getItems())
        .filteredOn(job -> job.getMetadata().getName().equals("rich"))
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.facts()).hasNoNullFieldsOrPropertiesExcept("legacy", "suspension");
              assertThat(job.facts().template()).hasNoNullFieldsOrProperties();
              assertThat(job.facts().template().supplementalGroups()).hasSize(3);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "missing"})
  void errorsAreTheSame(String name) throws IOException {
    Status expected = serialization.unmarshal(json(name), Status.class);
    assertThat(expected.getCode()).isBetween(400, 410);
    assertThat(serialization.unmarshal(fromProtobuf(name), Status.class)).isEqualTo(expected);
  }

  @Test
  void aWatchIsTheSame() throws IOException {
    List<WatchEvent> expected = new ArrayList<>();
    json("watch")
        .lines()
        .forEach(line -> expected.add(serialization.unmarshal(line, WatchEvent.class)));
    List<WatchEvent> read = new ArrayList<>();
    for (byte[] frame : frames(captured("watch.pb"))) {
      read.add(serialization.unmarshal(protobuf.event(frame), WatchEvent.class));
    }
    assertThat(read).hasSameSizeAs(expected).hasSizeGreaterThan(10);
    assertThat(read).extracting(WatchEvent::getType).contains("ADDED", "BOOKMARK");
    for (int i = 0; i < expected.size(); i++) {
      var expectedJob = (SlimJob) expected.get(i).getObject();
      var job = (SlimJob) read.get(i).getObject();
      assertThat(read.get(i).getType()).isEqualTo(expected.get(i).getType());
      assertThat(job.getMetadata()).isEqualTo(expectedJob.getMetadata());
      assertThat(job.facts()).isEqualTo(expectedJob.facts());
    }
  }

  private static List<byte[]> frames(byte[] stream) {
    List<byte[]> frames = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(stream);
    while (rest.hasRemaining()) {
      var frame = new byte[rest.getInt()];
      rest.get(frame);
      frames.add(frame);
    }
    return frames;
  }

  /** A page that ended early is an error, never a shorter list. */
  @Test
  void aPartOfAPageIsRefusedWhereverItWasCut() {
    byte[] page = captured("jobs.page.pb");
    int envelopeEnd = 4;
    for (int length = 0; length < page.length - envelopeEnd; length += 7) {
      byte[] part = Arrays.copyOf(page, length);
      assertThatThrownBy(() -> object(part))
          .as("%d of %d bytes", length, page.length)
          .isInstanceOf(IOException.class);
    }
  }
}
