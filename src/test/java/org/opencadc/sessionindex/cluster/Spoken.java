package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec.Scope;
import org.opencadc.sessionindex.testserver.RecordedLog;

/**
 * Everything that the operator says where more people read than in user summaries: its log, Events,
 * conditions, metrics and the platforms' summaries. Session ids open sessions and Job names end in
 * them, so none may be there.
 */
final class Spoken implements AutoCloseable {
  private final RecordedLog log = new RecordedLog();

  /** What was logged until now. */
  String log() {
    return log.text();
  }

  /** Fails if an id or a name of a Job that is stored now is anywhere. */
  void assertNoSecrets(KubernetesClient admin, String metrics) {
    Set<String> secrets = secrets(admin);
    assertThat(secrets).isNotEmpty();
    everything(admin, metrics)
        .forEach(
            (where, text) ->
                assertThat(secrets.stream().filter(text::contains)).as(where).isEmpty());
  }

  private static Set<String> secrets(KubernetesClient admin) {
    Set<String> secrets = new HashSet<>();
    admin
        .batch()
        .v1()
        .jobs()
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(
            job -> {
              secrets.add(job.getMetadata().getName());
              Map<String, String> labels = job.getMetadata().getLabels();
              if (labels != null) {
                secrets.add(labels.get("canfar.net/id"));
                secrets.add(labels.get("canfar-net-sessionID"));
              }
            });
    secrets.removeIf(secret -> secret == null || secret.isEmpty());
    return secrets;
  }

  private Map<String, String> everything(KubernetesClient admin, String metrics) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("log", log());
    said.put("metrics", metrics);
    said.put(
        "Events",
        admin.v1().events().inAnyNamespace().list().getItems().stream()
            .filter(event -> "session-index".equals(event.getReportingComponent()))
            .map(admin.getKubernetesSerialization()::asJson)
            .toList()
            .toString());
    said.put(
        "conditions",
        admin.resources(SessionIndex.class).inAnyNamespace().list().getItems().stream()
            .map(admin.getKubernetesSerialization()::asJson)
            .toList()
            .toString());
    said.put(
        "platform summaries",
        admin.resources(SessionSummary.class).inAnyNamespace().list().getItems().stream()
            .filter(summary -> summary.getSpec().scope() == Scope.Platform)
            .map(admin.getKubernetesSerialization()::asJson)
            .toList()
            .toString());
    return said;
  }

  @Override
  public void close() {
    log.close();
  }
}
