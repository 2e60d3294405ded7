package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opencadc.sessionindex.api.Resources;
import org.opencadc.sessionindex.api.SessionRow;

/** The row that a session should have. */
final class Rows {
  /** The API server's own order of names. */
  static final Comparator<String> BYTES =
      (left, right) ->
          Arrays.compareUnsigned(
              left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

  /** Of the times that a row can hold: four digits. */
  private static final int LAST_YEAR = 9999;

  private static final Comparator<Pod> OLDEST_FIRST =
      Comparator.comparing(
          Pod::getMetadata,
          Comparator.comparing(
                  ObjectMeta::getCreationTimestamp,
                  Comparator.nullsFirst(Comparator.<String>naturalOrder()))
              .thenComparing(ObjectMeta::getName, BYTES));

  private Rows() {}

  static SessionRow of(Session session, List<Pod> pods) {
    var job = session.job();
    var labels = session.labels();
    JobStatus status = job.getStatus() == null ? new JobStatus() : job.getStatus();
    PodSpec pod = template(session);
    Container first =
        pod.getContainers() == null || pod.getContainers().isEmpty()
            ? new Container()
            : pod.getContainers().get(0);
    PodSecurityContext security =
        pod.getSecurityContext() == null ? new PodSecurityContext() : pod.getSecurityContext();
    Long deadline = job.getSpec() == null ? null : job.getSpec().getActiveDeadlineSeconds();
    var resources = first.getResources();
    List<Pod> ordered = pods.stream().sorted(OLDEST_FIRST).toList();
    Reasons.Reason reason = new Reasons(session, ordered).reason();
    return new SessionRow(
        job.getMetadata().getName(),
        labels.id(),
        labels.kind(),
        labels.name(),
        labels.appId(),
        session.status(),
        session.suspended() ? true : null,
        status.getActive() == null || status.getActive() == 0 ? null : (long) status.getActive(),
        reason.word(),
        reason.message(),
        reason.since(),
        first.getImage(),
        session.fixed(),
        labels.flavor(),
        job.getMetadata().getCreationTimestamp(),
        status.getStartTime(),
        status.getCompletionTime(),
        deadline,
        expiry(status.getStartTime(), deadline),
        security.getRunAsUser(),
        security.getRunAsGroup(),
        security.getSupplementalGroups(),
        verbatim(resources == null ? null : resources.getRequests()),
        verbatim(resources == null ? null : resources.getLimits()),
        ordered.isEmpty() ? null : ordered.get(ordered.size() - 1).getMetadata().getName(),
        session.queue(),
        unlessDefault(labels.community()),
        unlessDefault(labels.project()));
  }

  static PodSpec template(Session session) {
    var spec = session.job().getSpec();
    boolean given =
        spec != null && spec.getTemplate() != null && spec.getTemplate().getSpec() != null;
    return given ? spec.getTemplate().getSpec() : new PodSpec();
  }

  private static String expiry(String startTime, Long deadline) {
    if (startTime == null || deadline == null) {
      return null;
    }
    try {
      Instant end =
          OffsetDateTime.parse(startTime)
              .toInstant()
              .truncatedTo(ChronoUnit.SECONDS)
              .plusSeconds(deadline);
      return end.atOffset(ZoneOffset.UTC).getYear() > LAST_YEAR ? null : end.toString();
    } catch (DateTimeException | ArithmeticException beyondTime) {
      return null;
    }
  }

  private static Resources.Amounts verbatim(Map<String, Quantity> quantities) {
    if (quantities == null || quantities.isEmpty()) {
      return null;
    }
    Map<String, String> extended = new TreeMap<>();
    quantities.forEach(
        (name, quantity) -> {
          if (Amount.isExtended(name)) {
            extended.put(name, quantity.toString());
          }
        });
    Quantity cpu = quantities.get("cpu");
    Quantity memory = quantities.get("memory");
    return new Resources.Amounts(
        cpu == null ? null : cpu.toString(), memory == null ? null : memory.toString(), extended);
  }

  private static String unlessDefault(String label) {
    return "default".equals(label) ? null : label;
  }
}
