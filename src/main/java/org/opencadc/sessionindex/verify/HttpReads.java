package org.opencadc.sessionindex.verify;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionSummary;

/** Reads through raw GETs, so that bytes and the Date header are those of the API server. */
final class HttpReads implements ClusterReads {
  private static final int PAGE = 500;
  private static final int GONE = 410;
  private static final int RESTARTS = 3;

  private final RawGet raw;
  private final KubernetesSerialization serialization;
  private final String namespace;
  private final String custom;

  HttpReads(KubernetesClient client, String namespace) {
    this.raw = new RawGet(client);
    this.serialization = client.getKubernetesSerialization();
    this.namespace = namespace;
    this.custom =
        "/apis/" + SessionIndex.GROUP + "/" + SessionIndex.VERSION + "/namespaces/" + namespace;
  }

  @Override
  public Listing<SessionIndex> indexes() {
    TypeReference<DefaultKubernetesResourceList<SessionIndex>> type = new TypeReference<>() {};
    return pages(
        new Target("sessionindexes", SessionIndex.GROUP, namespace, custom + "/sessionindexes"),
        null,
        body -> serialization.unmarshal(body, type),
        index -> {});
  }

  @Override
  public Listing<SessionSummary> summary(String name) {
    RawGet.Response response =
        raw.get(
            "get",
            new Target(
                "sessionsummaries",
                SessionIndex.GROUP,
                namespace,
                custom + "/sessionsummaries/" + name));
    List<SessionSummary> found =
        response.found()
            ? List.of(serialization.unmarshal(response.body(), SessionSummary.class))
            : List.of();
    return new Listing<>(
        found,
        null,
        response.serverTime(),
        new Cost(found.size(), response.bytes(), response.millis()));
  }

  @Override
  public Listing<SessionSummary> summaries() {
    TypeReference<DefaultKubernetesResourceList<SessionSummary>> type = new TypeReference<>() {};
    return pages(
        new Target("sessionsummaries", SessionIndex.GROUP, namespace, custom + "/sessionsummaries"),
        null,
        body -> serialization.unmarshal(body, type),
        summary -> {});
  }

  @Override
  public Listing<Job> jobs(LabelSelector selector) {
    return pages(
        new Target("jobs", "batch", namespace, "/apis/batch/v1/namespaces/" + namespace + "/jobs"),
        selector,
        body -> serialization.unmarshal(body, JobList.class),
        Slimming::slim);
  }

  @Override
  public Listing<Pod> pods() {
    return pages(
        new Target("pods", "", namespace, "/api/v1/namespaces/" + namespace + "/pods"),
        null,
        body -> serialization.unmarshal(body, PodList.class),
        Slimming::slim);
  }

  @Override
  public Listing<Node> nodes(LabelSelector selector) {
    return pages(
        new Target("nodes", "", null, "/api/v1/nodes"),
        selector,
        body -> serialization.unmarshal(body, NodeList.class),
        Slimming::slim);
  }

  private <T extends HasMetadata> Listing<T> pages(
      Target target,
      LabelSelector selector,
      Function<InputStream, ? extends KubernetesResourceList<T>> decode,
      Consumer<T> slim) {
    String query = "?limit=" + PAGE + "&labelSelector=" + encoded(SelectorText.of(selector));
    List<T> items = new ArrayList<>();
    Cost cost = Cost.NONE;
    String proceed = "";
    int restarts = 0;
    while (true) {
      String tail = proceed.isEmpty() ? "" : "&continue=" + encoded(proceed);
      RawGet.Response response = raw.get("list", target.with(query + tail));
      if (response.code() == GONE && !proceed.isEmpty()) {
        // the list outlived its snapshot; half of an old one and half of a new one prove nothing
        if (++restarts > RESTARTS) {
          throw target.failed("list", "the pages expire before they are read");
        }
        items.clear();
        proceed = "";
        continue;
      }
      if (!response.found()) {
        throw target.missing();
      }
      KubernetesResourceList<T> page = decode.apply(response.body());
      page.getItems().forEach(slim);
      items.addAll(page.getItems());
      cost = cost.plus(new Cost(page.getItems().size(), response.bytes(), response.millis()));
      proceed = page.getMetadata().getContinue() == null ? "" : page.getMetadata().getContinue();
      if (proceed.isEmpty()) {
        String version = page.getMetadata().getResourceVersion();
        return new Listing<>(List.copyOf(items), version, response.serverTime(), cost);
      }
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
