package org.opencadc.sessionindex.reader;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1JobSpec;
import io.kubernetes.client.openapi.models.V1JobStatus;
import io.kubernetes.client.openapi.models.V1PodSecurityContext;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes sessions of Jobs by Skaha's rules, as the operator does. Thread-safe. */
public final class JobSessions {
  private static final String QUEUE = "kueue.x-k8s.io/queue-name";
  private static final List<String> AMOUNTS_APART = List.of("cpu", "memory", "ephemeral-storage");

  private final List<LabelGeneration> generations;

  /**
   * Makes sessions of Jobs.
   *
   * @param generations label generations in order of precedence
   */
  public JobSessions(List<LabelGeneration> generations) {
    this.generations = List.copyOf(generations);
  }

  /**
   * The session of a Job.
   *
   * @return empty when the Job is not one of Skaha's sessions: labels missing or kind unknown.
   *     Skaha itself fails its whole listing then.
   */
  public Optional<Session> session(V1Job job) {
    if (job.getMetadata() == null) {
      return Optional.empty();
    }
    JobLabels labels = JobLabels.of(job.getMetadata().getLabels(), generations);
    return labels.ofSession() ? Optional.of(session(job, labels)) : Optional.empty();
  }

  private static Session session(V1Job job, JobLabels labels) {
    V1JobSpec spec = job.getSpec() == null ? new V1JobSpec() : job.getSpec();
    V1JobStatus status = job.getStatus() == null ? new V1JobStatus() : job.getStatus();
    V1PodSpec template =
        spec.getTemplate() == null || spec.getTemplate().getSpec() == null
            ? new V1PodSpec()
            : spec.getTemplate().getSpec();
    List<V1Container> containers =
        template.getContainers() == null ? List.of() : template.getContainers();
    V1Container container = containers.isEmpty() ? new V1Container() : containers.get(0);
    V1ResourceRequirements resources =
        container.getResources() == null ? new V1ResourceRequirements() : container.getResources();
    V1PodSecurityContext security =
        template.getSecurityContext() == null
            ? new V1PodSecurityContext()
            : template.getSecurityContext();
    boolean suspend = Boolean.TRUE.equals(spec.getSuspend());
    String text = JobStatusRule.status(status, suspend);
    return new Session(
        job.getMetadata().getName(),
        labels.id(),
        labels.username(),
        labels.kind(),
        labels.name(),
        labels.appId(),
        text,
        suspend && JobStatusRule.PENDING.equals(text),
        Math.max(0, JobStatusRule.count(status.getActive())),
        null,
        null,
        null,
        container.getImage(),
        labels.fixed(),
        labels.flavor(),
        job.getMetadata().getCreationTimestamp(),
        status.getStartTime(),
        status.getCompletionTime(),
        spec.getActiveDeadlineSeconds(),
        security.getRunAsUser(),
        security.getRunAsGroup(),
        security.getSupplementalGroups() == null ? List.of() : security.getSupplementalGroups(),
        amounts(resources.getRequests()),
        amounts(resources.getLimits()),
        null,
        queue(job),
        labels.community(),
        labels.project());
  }

  private static String queue(V1Job job) {
    Map<String, String> labels = job.getMetadata().getLabels();
    String queue = labels == null ? null : labels.get(QUEUE);
    // as the operator has it: a label without a value names no queue
    return queue == null || queue.isEmpty() ? null : queue;
  }

  private static Amounts amounts(Map<String, Quantity> quantities) {
    if (quantities == null) {
      return Amounts.NONE;
    }
    Map<String, String> extended = new TreeMap<>();
    quantities.forEach(
        (name, quantity) -> {
          if (!AMOUNTS_APART.contains(name)) {
            extended.put(name, text(quantity));
          }
        });
    return new Amounts(text(quantities.get("cpu")), text(quantities.get("memory")), extended);
  }

  private static String text(Quantity quantity) {
    return quantity == null ? null : SkahaFormat.suffixed(quantity);
  }
}
