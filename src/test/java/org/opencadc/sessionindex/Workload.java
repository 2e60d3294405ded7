package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.publish.SummaryNames;
import org.opencadc.sessionindex.testserver.RequestLog;
import org.opencadc.sessionindex.testserver.SkahaJobs;
import org.opencadc.sessionindex.testserver.SkahaSession;
import org.opencadc.sessionindex.verify.Verify;
import org.opencadc.sessionindex.verify.VerifyReport;

/** A namespace with Skaha's sessions and an index, seen by its administrator. */
final class Workload {
  static final String INDEX = "main";

  /** The shortest that the schema allows. */
  static final Duration VALID_FOR = Duration.ofSeconds(30);

  private static final SessionIndexSpec.Publish PUBLISH =
      new SessionIndexSpec.Publish(1, 5, (int) VALID_FOR.toSeconds(), null, null, null);

  private final Site site;
  private final String namespace;
  private final SkahaJobs jobs;

  Workload(Site site, String namespace) {
    this.site = site;
    this.namespace = namespace;
    this.jobs = SkahaJobs.seeded(namespace.hashCode(), namespace);
  }

  static SessionIndexSpec spec() {
    return new SessionIndexSpec(null, null, null, PUBLISH);
  }

  /** Patience for what should take a second or two, on a machine that others use too. */
  static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(100)).atMost(Duration.ofSeconds(30));
  }

  Site site() {
    return site;
  }

  String namespace() {
    return namespace;
  }

  Workload index() {
    return index(INDEX, spec());
  }

  Workload index(String name, SessionIndexSpec spec) {
    SessionIndex index = new SessionIndex();
    index.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    index.setSpec(spec);
    site.admin().resource(index).create();
    return this;
  }

  void respec(SessionIndexSpec spec) {
    site.admin()
        .resources(SessionIndex.class)
        .inNamespace(namespace)
        .withName(INDEX)
        .edit(
            index -> {
              index.setSpec(spec);
              return index;
            });
  }

  void deleteIndex(String name) {
    site.admin().resources(SessionIndex.class).inNamespace(namespace).withName(name).delete();
  }

  SkahaSession session(String kind, String user) {
    return jobs.session(kind, user);
  }

  Job start(SkahaSession session) {
    return site.admin().resource(session.job()).create();
  }

  Job start(String kind, String user) {
    return start(session(kind, user));
  }

  void delete(Job job) {
    site.admin()
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace)
        .withName(job.getMetadata().getName())
        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
        .delete();
  }

  /** An index as it is; null when there is none. */
  SessionIndex index(String name) {
    return site.admin().resources(SessionIndex.class).inNamespace(namespace).withName(name).get();
  }

  /** A condition of the index; null when it has none of that type. */
  Condition condition(String type) {
    return condition(INDEX, type);
  }

  Condition condition(String name, String type) {
    SessionIndex index = index(name);
    if (index == null || index.getStatus() == null || index.getStatus().conditions() == null) {
      return null;
    }
    return index.getStatus().conditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst()
        .orElse(null);
  }

  /** Waits for a condition's status and reason. */
  Condition awaitCondition(String name, String type, String status, String reason) {
    return soon()
        .until(
            () -> condition(name, type),
            c -> c != null && c.getStatus().equals(status) && c.getReason().equals(reason));
  }

  void awaitReady() {
    awaitCondition(INDEX, "Ready", "True", "Publishing");
    soon().until(() -> platform() != null);
  }

  /** A summary as it is; null when there is none. */
  SessionSummary summary(String name) {
    return site.admin().resources(SessionSummary.class).inNamespace(namespace).withName(name).get();
  }

  List<SessionSummary> summaries() {
    return site.admin().resources(SessionSummary.class).inNamespace(namespace).list().getItems();
  }

  /** The platform's status; null when it is not published. */
  SessionSummaryStatus platform() {
    SessionSummary platform = summary(INDEX);
    return platform == null ? null : platform.getStatus();
  }

  SessionSummary userSummary(String user) {
    return summary(SummaryNames.ofUser(INDEX, user));
  }

  /** A user's status; null when it is not published. */
  SessionSummaryStatus user(String user) {
    SessionSummary summary = userSummary(user);
    return summary == null ? null : summary.getStatus();
  }

  /** As of when the platform's figures are said to be proven. */
  Instant provenAt() {
    return Instant.parse(platform().heartbeat().validUntil()).minus(VALID_FOR);
  }

  /** Waits until the platform's figures are proven as of a moment or later. */
  void awaitProvenAfter(Instant moment) {
    soon()
        .until(
            () -> {
              if (platform() == null || !provenAt().isAfter(moment)) {
                site.poke();
                return false;
              }
              return true;
            });
  }

  /** Compares all summaries with LISTs, as they are now. */
  VerifyReport recount() {
    return new Verify(site.admin(), namespace, Clock.systemUTC(), Duration.ZERO, true).run(INDEX);
  }

  /** Waits until all summaries equal a recount from LISTs. */
  void awaitRecount() {
    soon()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              VerifyReport report = recount();
              assertThat(report.differences()).isEmpty();
              assertThat(report.unsettled()).isEmpty();
            });
  }

  /** The operator's own requests for this namespace, and for nodes, after a mark. */
  List<RequestLog.Request> requestsOfOperator(long mark) {
    return site.server().log().since(mark).stream()
        .filter(request -> request.userAgent().startsWith("session-index"))
        .filter(request -> request.namespace().equals(namespace) || request.namespace().isEmpty())
        .toList();
  }

  /** What the operator changed of one resource after a mark. */
  List<RequestLog.Request> writes(long mark, String resource) {
    return requestsOfOperator(mark).stream()
        .filter(request -> request.resource().equals(resource))
        .filter(request -> !List.of("get", "list", "watch").contains(request.verb()))
        .toList();
  }

  /** The operator's LISTs after a mark that returned an object. */
  List<RequestLog.Request> lists(long mark) {
    return requestsOfOperator(mark).stream()
        .filter(request -> request.verb().equals("list") && request.objectsReturned() > 0)
        .toList();
  }
}
