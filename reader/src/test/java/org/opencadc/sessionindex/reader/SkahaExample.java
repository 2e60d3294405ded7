package org.opencadc.sessionindex.reader;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1Job;
import java.util.Map;
import java.util.NoSuchElementException;

/** How Skaha uses the reader: one object per process, made from its own ApiClient. */
final class SkahaExample {
  private final SessionIndexReader reader;
  private final SkahaViews views;

  SkahaExample(ApiClient client, ConnectUrls urls) {
    reader = new SessionIndexReader(client, ReaderSettings.of("skaha-workload", "main"));
    views = new SkahaViews(reader, urls, Ceilings.LARGEST_NODES);
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
}
