package org.opencadc.sessionindex.reader;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1JobList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/** How Skaha uses the reader: one object per process, made from its own ApiClient. */
final class SkahaExample {
  private final SessionIndexReader reader;
  private final SkahaViews views;
  private final ShadowComparison shadow;

  SkahaExample(ApiClient client, ConnectUrls urls) {
    reader = new SessionIndexReader(client, ReaderSettings.of("skaha-workload", "main"));
    views = new SkahaViews(reader, urls, Ceilings.LARGEST_NODES);
    shadow = reader.shadow(LabelGeneration.CANONICAL);
  }

  /** Shadow mode: after each LIST of all Jobs of a user, from which Skaha answers as before. */
  void listed(String user, V1JobList jobs) {
    shadow.listed(user, jobs);
  }

  /** Shadow mode: every few seconds, from Skaha's scheduler. */
  void compare() {
    shadow.settle();
  }

  /** GET /session; the usage is what Skaha read from metrics.k8s.io, by pod name. */
  String list(String user, String type, String status, Map<String, Usage.InUse> usage) {
    return views.list(user, type, status, Usage.ofPods(usage)).value();
  }

  /** GET /session/{id}. */
  String one(String user, String id) {
    return views
        .one(user, id, Usage.NONE)
        .value()
        .orElseThrow(() -> new NoSuchElementException("session " + id + " not found"));
  }

  /** GET /session?view=stats: 503 when there are no figures to rely on. */
  String stats() {
    return views
        .stats()
        .map(Answer::value)
        .orElseThrow(() -> new IllegalStateException("Platform statistics unavailable"));
  }

  /** POST /session, before the Job is created. */
  void checkLimit(String user, int max) {
    reader
        .checkLimit(user, max)
        .refusal()
        .ifPresent(
            text -> {
              throw new IllegalArgumentException(text);
            });
  }

  /** POST /session, after the Job was created: the user's next answers include it. */
  void created(String user, V1Job job) {
    reader.written(user, job.getMetadata().getResourceVersion());
  }

  /** POST /session/{id}?action=renew: each of these is patched with a new deadline. */
  List<Session> renew(String user, String id) {
    List<Session> jobs = reader.jobsToRenew(user, id).value();
    if (jobs.isEmpty()) {
      throw new IllegalArgumentException("No active job for user " + user);
    }
    return jobs;
  }

  /** POST /session/{id}/app: the Pod to GET; empty: list the Pods, as before. */
  Optional<String> attach(String user, String id) {
    return reader.desktopPod(user, id).map(Answer::value);
  }

  /** ?view=events and ?view=logs: the Pods whose they are; empty: list the Pods, as before. */
  List<String> pods(String user, String id) {
    List<Session> jobs = reader.jobs(user, id, Purpose.SHOW).value();
    if (jobs.isEmpty()) {
      throw new NoSuchElementException("session " + id + " not found.");
    }
    return jobs.stream().map(Session::podName).filter(Objects::nonNull).toList();
  }

  /** ?view=events of a suspended session, which has no Pods: what it waits for. */
  Optional<String> queued(String user, String id) {
    return reader
        .session(user, id, Purpose.SHOW)
        .value()
        .filter(Session::suspended)
        .map(session -> Objects.requireNonNullElse(session.message(), "queued"));
  }
}
