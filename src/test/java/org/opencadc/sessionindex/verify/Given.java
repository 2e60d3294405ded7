package org.opencadc.sessionindex.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionIndexSpec.Generation;

/** Fixtures and contract files as objects. */
final class Given {
  static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  static final ObjectMapper JSON = new ObjectMapper();

  private Given() {}

  static List<Job> jobs(String path) {
    return read(path, JobList.class).getItems();
  }

  static List<Pod> pods(String path) {
    return read(path, PodList.class).getItems();
  }

  static List<Node> nodes() {
    return read("fixtures/nodelist.json", NodeList.class).getItems();
  }

  static List<Node> workers() {
    return nodes().stream()
        .filter(
            node ->
                "worker-node"
                    .equals(node.getMetadata().getLabels().get("skaha.opencadc.org/node-type")))
        .toList();
  }

  static JsonNode json(String path) {
    try (InputStream in = open(path)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T read(String path, Class<T> type) {
    try (InputStream in = open(path)) {
      return SERIALIZATION.unmarshal(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SessionIndexSpec spec(Generation... generations) {
    return new SessionIndexSpec(
        new SessionIndexSpec.Labels(List.of(generations)), null, null, null);
  }

  static SessionIndexSpec maxUsers(int maxUsers) {
    return new SessionIndexSpec(
        null, null, null, new SessionIndexSpec.Publish(null, null, null, maxUsers, null, null));
  }

  static Recount fixtures(String generation) {
    return Recount.of(
        jobs("fixtures/" + generation + ".joblist.json"),
        pods("fixtures/" + generation + ".podlist.json"),
        workers(),
        null);
  }

  private static InputStream open(String path) {
    return Objects.requireNonNull(Given.class.getClassLoader().getResourceAsStream(path), path);
  }
}
