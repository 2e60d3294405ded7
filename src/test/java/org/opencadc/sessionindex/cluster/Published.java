package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec.Scope;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.publish.SummaryNames;
import org.opencadc.sessionindex.verify.CannotCompareException;
import org.opencadc.sessionindex.verify.Verify;
import org.opencadc.sessionindex.verify.VerifyReport;

/** The index main of a namespace and what is published under it, as a reader sees it. */
final class Published {
  /** The spec's validForSeconds of {@link #createIndex}: as short as it may be. */
  static final Duration VALID_FOR = Duration.ofSeconds(30);

  private static final String INDEX = "main";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final KubernetesClient client;
  private final String namespace;

  Published(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** A spec with a short heartbeat. */
  static SessionIndexSpec spec(LabelSelector nodes) {
    return spec(nodes, false);
  }

  /** The same with or without public rows. */
  static SessionIndexSpec spec(LabelSelector nodes, boolean publicRows) {
    return new SessionIndexSpec(
        null,
        null,
        new SessionIndexSpec.Nodes(true, nodes),
        new SessionIndexSpec.Publish(
            1, 5, (int) VALID_FOR.toSeconds(), null, null, publicRows ? true : null));
  }

  /** Skaha's worker nodes. */
  static LabelSelector workers() {
    return new LabelSelectorBuilder()
        .withMatchLabels(Map.of("skaha.opencadc.org/node-type", "worker-node"))
        .build();
  }

  /** Creates the index; null selects all nodes. */
  Published createIndex(LabelSelector nodes) {
    return createIndex(INDEX, spec(nodes));
  }

  Published createIndex(String name, SessionIndexSpec spec) {
    SessionIndex index = new SessionIndex();
    index.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    index.setSpec(spec);
    client.resource(index).create();
    return this;
  }

  /** Changes the index. */
  void respec(SessionIndexSpec spec) {
    client
        .resources(SessionIndex.class)
        .inNamespace(namespace)
        .withName(INDEX)
        .edit(
            index -> {
              index.setSpec(spec);
              return index;
            });
  }

  void deleteIndex() {
    client.resources(SessionIndex.class).inNamespace(namespace).withName(INDEX).delete();
  }

  SessionIndex index() {
    return index(INDEX);
  }

  SessionIndex index(String name) {
    return client.resources(SessionIndex.class).inNamespace(namespace).withName(name).get();
  }

  Optional<Condition> condition(String type) {
    return condition(INDEX, type);
  }

  Optional<Condition> condition(String name, String type) {
    SessionIndex index = index(name);
    return index == null || index.getStatus() == null || index.getStatus().conditions() == null
        ? Optional.empty()
        : index.getStatus().conditions().stream().filter(c -> c.getType().equals(type)).findFirst();
  }

  /** Waits for a condition with this status and reason, and returns its message. */
  String awaitCondition(String type, String status, String reason) {
    return awaitCondition(INDEX, type, status, reason);
  }

  String awaitCondition(String name, String type, String status, String reason) {
    return Awaitility.await(type + "=" + status + "/" + reason)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () ->
                condition(name, type)
                    .filter(c -> c.getStatus().equals(status) && c.getReason().equals(reason)),
            Optional::isPresent)
        .orElseThrow()
        .getMessage();
  }

  /** Status of the platform's summary; null when there is none. */
  SessionSummaryStatus platform() {
    return status(INDEX);
  }

  /** Status of a user's summary; null when there is none. */
  SessionSummaryStatus user(String username) {
    return status(SummaryNames.ofUser(INDEX, username));
  }

  /** A slice of the public rows; null when there is none. */
  SessionSummaryStatus publicSlice(int slice) {
    return status(SummaryNames.ofPublic(INDEX, slice));
  }

  private SessionSummaryStatus status(String name) {
    SessionSummary summary =
        client.resources(SessionSummary.class).inNamespace(namespace).withName(name).get();
    return summary == null ? null : summary.getStatus();
  }

  /** The users' summaries. */
  List<SessionSummary> users() {
    return client.resources(SessionSummary.class).inNamespace(namespace).list().getItems().stream()
        .filter(summary -> summary.getSpec().scope() == Scope.User)
        .toList();
  }

  /** Every row of every user with the user's name. */
  Stream<Map.Entry<String, org.opencadc.sessionindex.api.SessionRow>> rows() {
    return users().stream()
        .filter(user -> user.getStatus() != null && user.getStatus().rows() != null)
        .flatMap(
            user ->
                user.getStatus().rows().stream()
                    .map(row -> Map.entry(user.getSpec().username(), row)));
  }

  /** Whether the platform's figures are marked as live now. */
  boolean live() {
    SessionSummaryStatus platform = platform();
    return platform != null
        && platform.heartbeat() != null
        && Instant.parse(platform.heartbeat().validUntil()).isAfter(Instant.now());
  }

  /** Waits until every summary equals an independent recount from LISTs of the same versions. */
  VerifyReport awaitEqualToRecount() {
    Verify verify = new Verify(client, namespace, Clock.systemUTC(), Duration.ofSeconds(45), true);
    VerifyReport report =
        Awaitility.await("published")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(300))
            .ignoreExceptionsInstanceOf(CannotCompareException.class)
            .until(() -> verify.run(INDEX), published -> true);
    assertThat(report.differences()).isEmpty();
    assertThat(report.unsettled()).isEmpty();
    assertThat(report.caughtUp()).as("caught up").isTrue();
    return report;
  }
}
