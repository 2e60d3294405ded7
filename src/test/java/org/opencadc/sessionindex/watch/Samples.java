package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.http.BufferUtil;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.opencadc.sessionindex.protobuf.KubernetesProtobuf;

/** The Jobs, Pods and Nodes under src/test/resources, as text, as trees and as slim objects. */
final class Samples {

  static final ObjectMapper JSON = new ObjectMapper();

  static final List<String> JOB_LISTS =
      List.of(
          "contract/jobs.current.json",
          "contract/jobs.legacy.json",
          "fixtures/canonical.joblist.json",
          "fixtures/legacy.joblist.json",
          "fixtures/edge.joblist.json",
          "fixtures/foreign.joblist.json",
          "fixtures/unknown.joblist.json");

  static final List<String> POD_LISTS =
      List.of("fixtures/canonical.podlist.json", "fixtures/legacy.podlist.json");

  private final KubernetesSerialization serialization = SlimClient.serialization();

  static String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  static byte[] bytes(String path) {
    try (InputStream in = Samples.class.getResourceAsStream("/" + path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  /** The JSON of an answer in protobuf that comes in parts of so many bytes. */
  static byte[] json(KubernetesProtobuf protobuf, byte[] answer, int part) throws IOException {
    KubernetesProtobuf.Body body = protobuf.body();
    for (int at = 0; at < answer.length; at += part) {
      body.add(ByteBuffer.wrap(answer, at, Math.min(part, answer.length - at)));
    }
    return BufferUtil.toArray(body.end());
  }

  static JsonNode tree(String path) {
    try {
      return JSON.readTree(text(path));
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  static List<JsonNode> items(List<String> paths) {
    List<JsonNode> items = new ArrayList<>();
    paths.forEach(path -> tree(path).path("items").forEach(items::add));
    return items;
  }

  <T extends HasMetadata> T read(JsonNode object, Class<T> type) {
    return serialization.unmarshal(object.toString(), type);
  }

  SlimJob job(String path) {
    return read(tree(path), SlimJob.class);
  }

  SlimPod pod(String path) {
    return read(tree(path), SlimPod.class);
  }
}
