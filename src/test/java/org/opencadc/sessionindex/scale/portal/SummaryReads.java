package org.opencadc.sessionindex.scale.portal;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.http.ApiRequests;

/**
 * GETs of summaries, as the reader does them: the platform's is shared for two seconds, and others
 * come from the API server's watch cache, not older than it.
 */
final class SummaryReads {
  private static final Duration KEEP = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int NOT_FOUND = 404;
  private static final int OK = 200;

  private final KubernetesClient client;
  private final ApiRequests requests;
  private final String path;
  private final String index;
  private Reading platform;

  /**
   * The platform's summary.
   *
   * @param sentNanos when it was asked for
   * @param lifetime of its figures from then on
   */
  private record Reading(SessionSummary summary, long sentNanos, Duration lifetime) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - sentNanos);
    }
  }

  SummaryReads(KubernetesClient client, String namespace, String index) {
    this.client = client;
    this.requests = new ApiRequests(client, TIMEOUT);
    this.path = "/apis/skaha.opencadc.org/v1alpha1/namespaces/" + namespace + "/sessionsummaries/";
    this.index = index;
  }

  /**
   * The platform's summary.
   *
   * @throws IOException when there is none that can be relied on
   */
  synchronized SessionSummary platform() throws IOException {
    if (platform == null || platform.age().compareTo(KEEP) > 0) {
      long sent = System.nanoTime();
      ApiRequests.Answer answer = get(index, "0");
      SessionSummary summary = parse(answer);
      Instant until = Instant.parse(summary.getStatus().heartbeat().validUntil());
      platform = new Reading(summary, sent, Duration.between(answer.date().plusSeconds(1), until));
    }
    if (platform.age().compareTo(platform.lifetime()) > 0) {
      throw new IOException("the platform's summary has expired");
    }
    return platform.summary();
  }

  /**
   * A summary by name; null when there is none.
   *
   * @param notOlder than this one, which was read before
   */
  SessionSummary summary(String name, SessionSummary notOlder) throws IOException {
    ApiRequests.Answer answer = get(name, notOlder.getMetadata().getResourceVersion());
    return answer.code() == NOT_FOUND ? null : parse(answer);
  }

  private ApiRequests.Answer get(String name, String version) throws IOException {
    ApiRequests.Answer answer = requests.get(path + name + "?resourceVersion=" + version);
    if (answer.code() != OK && answer.code() != NOT_FOUND) {
      throw new IOException("a summary was answered with HTTP " + answer.code());
    }
    return answer;
  }

  private SessionSummary parse(ApiRequests.Answer answer) throws IOException {
    if (answer.code() == NOT_FOUND) {
      throw new IOException("there is no platform summary");
    }
    return client.getKubernetesSerialization().unmarshal(answer.body(), SessionSummary.class);
  }
}
