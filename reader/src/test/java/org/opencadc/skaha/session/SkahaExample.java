package org.opencadc.skaha.session;

import ca.nrc.cadc.net.ResourceNotFoundException;
import ca.nrc.cadc.net.TransientException;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1JobList;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.opencadc.sessionindex.reader.Answer;
import org.opencadc.sessionindex.reader.Ceilings;
import org.opencadc.sessionindex.reader.ConnectUrls;
import org.opencadc.sessionindex.reader.IndexReadException;
import org.opencadc.sessionindex.reader.LabelGeneration;
import org.opencadc.sessionindex.reader.Purpose;
import org.opencadc.sessionindex.reader.ReaderSettings;
import org.opencadc.sessionindex.reader.Session;
import org.opencadc.sessionindex.reader.SessionIndexReader;
import org.opencadc.sessionindex.reader.ShadowComparison;
import org.opencadc.sessionindex.reader.SkahaViews;
import org.opencadc.sessionindex.reader.Usage;

/** How Skaha uses the reader: one object per process, made from its own ApiClient. */
public final class SkahaExample {
  private final SessionIndexReader reader;
  private final SkahaViews views;
  private final ShadowComparison shadow;

  /**
   * What is shown to a user.
   *
   * @param age null; of an old answer how old it is at most: say so in a header
   */
  public record Page(String text, Duration age) {
    static Page of(Answer<?> answer, String text) {
      return new Page(text, answer.trusted() ? null : answer.age());
    }
  }

  public SkahaExample(ApiClient client, ConnectUrls urls) {
    reader = new SessionIndexReader(client, ReaderSettings.of("skaha-workload", "main"));
    views = new SkahaViews(reader, urls, Ceilings.LARGEST_NODES);
    shadow = reader.shadow(LabelGeneration.CANONICAL);
  }

  /** Shadow mode: after each LIST of all Jobs of a user, from which Skaha answers as before. */
  public void listed(String user, V1JobList jobs) {
    shadow.listed(user, jobs);
  }

  /** Shadow mode: every few seconds, from a scheduler. */
  public void compare() {
    shadow.settle();
  }

  /** GET /session; the usage is what Skaha read from metrics.k8s.io, by pod name. */
  public Page list(String user, String type, String status, Map<String, Usage.InUse> usage) {
    Answer<String> answer = answered(() -> views.list(user, type, status, Usage.ofPods(usage)));
    return Page.of(answer, answer.value());
  }

  /** GET /session/{id}. */
  public Page one(String user, String id, Map<String, Usage.InUse> usage)
      throws ResourceNotFoundException {
    Answer<Optional<String>> answer = answered(() -> views.one(user, id, Usage.ofPods(usage)));
    return Page.of(answer, answer.value().orElseThrow(() -> notFound(id)));
  }

  /** GET /session?view=stats: 503 when there are no figures to rely on. */
  public Page stats() {
    return views
        .stats()
        .map(answer -> Page.of(answer, answer.value()))
        .orElseThrow(() -> new TransientException("Platform statistics unavailable"));
  }

  /** POST /session, before the Job is created. */
  public void checkLimit(String user, int max) {
    answered(() -> reader.checkLimit(user, max))
        .refusal()
        .ifPresent(
            text -> {
              throw new IllegalArgumentException(text);
            });
  }

  /** POST /session, after the Job was created: the user's next answers include it. */
  public void created(String user, V1Job job) {
    reader.written(user, job.getMetadata().getResourceVersion());
  }

  /** POST /session/{id}?action=renew: each of these is patched with a new deadline. */
  public List<Session> renew(String user, String id) {
    List<Session> jobs = answered(() -> reader.jobsToRenew(user, id)).value();
    if (jobs.isEmpty()) {
      throw new IllegalArgumentException("No active job for user " + user + " with session " + id);
    }
    return jobs;
  }

  /** POST /session/{id}/app: the Pod to GET; empty: list the Pods, as before. */
  public Optional<String> attach(String user, String id) {
    return reader.desktopPod(user, id).map(Answer::value);
  }

  /** ?view=events and ?view=logs: the Pods whose they are; empty: list the Pods, as before. */
  public List<String> pods(String user, String id) throws ResourceNotFoundException {
    List<Session> jobs = answered(() -> reader.jobs(user, id, Purpose.SHOW)).value();
    if (jobs.isEmpty()) {
      throw notFound(id);
    }
    return jobs.stream().map(Session::podName).filter(Objects::nonNull).toList();
  }

  /** ?view=events of a suspended session, which has no Pods: what it waits for. */
  public Optional<Page> queued(String user, String id) {
    Answer<Optional<Session>> answer = answered(() -> reader.session(user, id, Purpose.SHOW));
    return answer
        .value()
        .filter(Session::suspended)
        .map(session -> Page.of(answer, Objects.requireNonNullElse(session.message(), "queued")));
  }

  private static ResourceNotFoundException notFound(String id) {
    return new ResourceNotFoundException("session " + id + " not found");
  }

  /** Neither a summary nor a LIST in time is 503, which would be 500 as it is. */
  private static <T> T answered(Supplier<T> read) {
    try {
      return read.get();
    } catch (IndexReadException e) {
      throw new TransientException(e.getMessage(), e);
    }
  }
}
