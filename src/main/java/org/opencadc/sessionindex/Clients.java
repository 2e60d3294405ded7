package org.opencadc.sessionindex;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.http.TimedHttpClientFactory;
import org.opencadc.sessionindex.http.WriteFence;
import org.opencadc.sessionindex.publish.PublishedSummary;
import org.opencadc.sessionindex.watch.SlimClient;
import org.opencadc.sessionindex.watch.WatchEventReader;

/**
 * The clients of the operator, each with its own manners: one for slim watches, one for the
 * controllers, and one without retries for proofs and writes.
 */
final class Clients implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final String USER_AGENT = "session-index";

  private final KubernetesClient slim;
  private final KubernetesClient controllers;
  private final KubernetesClient plain;

  /**
   * Clients of one API server.
   *
   * @param configs gives a fresh one each time: an auto-configured one re-reads its token
   */
  Clients(Supplier<Config> configs) {
    slim = SlimClient.of(config(configs));
    controllers = build(config(configs), controllerSerialization());
    Config patient = config(configs);
    patient.setRequestRetryBackoffLimit(0);
    patient.setRequestTimeout((int) ANSWER.toMillis());
    plain = build(patient, new KubernetesSerialization(new ObjectMapper(), false));
  }

  private static Config config(Supplier<Config> configs) {
    Config config = configs.get();
    config.setUserAgent(USER_AGENT);
    // over HTTP/2 the JDK client turns a 401 and a GOAWAY into bare connection errors
    config.setHttp2Disable(true);
    return config;
  }

  private static KubernetesSerialization controllerSerialization() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.registerModule(
        WatchEventReader.module(List.of(SessionIndex.class, PublishedSummary.class)));
    KubernetesSerialization serialization = new KubernetesSerialization(mapper, false);
    serialization.registerKubernetesResource(SessionIndex.class);
    serialization.registerKubernetesResource(PublishedSummary.class);
    serialization.registerKubernetesResource(Status.class);
    return serialization;
  }

  private static KubernetesClient build(Config config, KubernetesSerialization serialization) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(serialization)
        .withHttpClientFactory(new TimedHttpClientFactory())
        .build();
  }

  KubernetesClient slim() {
    return slim;
  }

  KubernetesClient controllers() {
    return controllers;
  }

  /** Answers within five seconds or fails, and does not try again. */
  KubernetesClient plain() {
    return plain;
  }

  ApiRequests requests() {
    return new ApiRequests(plain, ANSWER);
  }

  ApiRequests writes(WriteFence fence) {
    return new ApiRequests(plain, ANSWER, fence);
  }

  @Override
  public void close() {
    slim.close();
    controllers.close();
    plain.close();
  }
}
