package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a session waits or failed, by the rules that the row's reason is documented with. */
record Reasons(Session session, List<Pod> oldestFirst) {
  private static final List<String> MAY_SPEAK =
      List.of(
          "CreateContainerConfigError",
          "ErrImageNeverPull",
          "ErrImagePull",
          "ImageInspectError",
          "ImagePullBackOff",
          "InvalidImageName",
          "RegistryUnavailable",
          "SignatureValidationFailed");

  /** What a row shows; each may be null. */
  record Reason(String word, String message, String since) {
    static final Reason NONE = new Reason(null, null, null);
  }

  /** A bad end of a pod or container. */
  private record End(String word, String message, String time) {}

  Reason reason() {
    return switch (session.status()) {
      case "Pending" -> JobStatusTable.suspended(session.job()) ? suspended() : pending();
      case "Failed" -> failed();
      default -> Reason.NONE;
    };
  }

  private Reason suspended() {
    Optional<JobCondition> condition = condition("Suspended");
    String since =
        condition
            .map(JobCondition::getLastTransitionTime)
            .orElse(session.job().getMetadata().getCreationTimestamp());
    if (session.queue() == null) {
      return new Reason("Suspended", null, since);
    }
    String word =
        condition
            .map(each -> word(each.getReason()))
            .filter(each -> !each.equals("JobSuspended"))
            .orElse("Queued");
    return new Reason(word, "in queue " + session.queue(), since);
  }

  private Reason pending() {
    JobStatus status = status();
    if (oldestFirst.isEmpty()) {
      boolean active = status.getActive() != null && status.getActive() > 0;
      String since =
          Objects.requireNonNullElse(
              status.getStartTime(), session.job().getMetadata().getCreationTimestamp());
      return active ? Reason.NONE : new Reason("PodNotCreated", null, since);
    }
    Pod newest = oldestFirst.get(oldestFirst.size() - 1);
    String phase = newest.getStatus() == null ? null : newest.getStatus().getPhase();
    if ("Succeeded".equals(phase) || "Failed".equals(phase)) {
      return end(newest).map(e -> new Reason(e.word, e.message, e.time)).orElse(Reason.NONE);
    }
    Reason waits = waits(newest, phase);
    if (waits.word == null || waits.message != null) {
      return waits;
    }
    return lastEnd()
        .map(e -> e.message == null ? e.word : e.word + ", " + e.message)
        .map(before -> new Reason(waits.word, "last ended: " + before, waits.since))
        .orElse(waits);
  }

  private static Reason waits(Pod pod, String phase) {
    String created = pod.getMetadata().getCreationTimestamp();
    Optional<PodCondition> scheduled = condition(pod, "PodScheduled");
    Optional<PodCondition> ready = condition(pod, "Ready");
    if (pod.getSpec().getNodeName() == null || pod.getSpec().getNodeName().isEmpty()) {
      return scheduled
          .filter(each -> !"True".equals(each.getStatus()))
          .map(
              each ->
                  new Reason(
                      Objects.requireNonNullElse(word(each.getReason()), "NotScheduled"),
                      cut(each.getMessage()),
                      Objects.requireNonNullElse(each.getLastTransitionTime(), created)))
          .orElse(new Reason("NotScheduled", null, created));
    }
    if (ready.filter(each -> "True".equals(each.getStatus())).isPresent()) {
      return Reason.NONE;
    }
    String since =
        (ready.isPresent() ? ready : scheduled)
            .map(PodCondition::getLastTransitionTime)
            .orElse(created);
    return statuses(pod)
        .map(ContainerStatus::getState)
        .filter(state -> state != null && state.getWaiting() != null)
        .map(ContainerState::getWaiting)
        .filter(waiting -> word(waiting.getReason()) != null)
        .findFirst()
        .map(waiting -> new Reason(waiting.getReason(), spoken(waiting), since))
        .orElse(new Reason("Pending".equals(phase) ? "NotStarted" : "NotReady", null, since));
  }

  private static String spoken(ContainerStateWaiting waiting) {
    return MAY_SPEAK.contains(waiting.getReason()) ? cut(waiting.getMessage()) : null;
  }

  private Reason failed() {
    // Failed comes once the last pod has terminated; until then FailureTarget has its reason
    Optional<JobCondition> condition = condition("Failed").or(() -> condition("FailureTarget"));
    String since = condition.map(JobCondition::getLastTransitionTime).orElse(null);
    String word = condition.map(each -> word(each.getReason())).orElse(null);
    if (word != null && !word.equals("BackoffLimitExceeded")) {
      return new Reason(word, null, since);
    }
    return lastEnd()
        .map(end -> new Reason(end.word, end.message, since == null ? end.time : since))
        .orElse(new Reason(word == null ? "PodFailed" : word, null, since));
  }

  private Optional<End> lastEnd() {
    return oldestFirst.stream().flatMap(pod -> end(pod).stream()).reduce((older, newer) -> newer);
  }

  private static Optional<End> end(Pod pod) {
    PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    List<End> ends = ends(status.getContainerStatuses());
    if (ends.isEmpty()) {
      // not before: KEP-753 has sidecars stopped after the app, with whatever exit code
      ends = ends(status.getInitContainerStatuses());
    }
    End last = null;
    // within a list in its order: the first of those at a time is taken
    for (End end : ends) {
      last = last == null || time(end).compareTo(time(last)) > 0 ? end : last;
    }
    if ("Succeeded".equals(status.getPhase())) {
      return Optional.empty();
    }
    String asWhole = word(status.getReason());
    if ("Failed".equals(status.getPhase()) && asWhole != null) {
      return Optional.of(new End(asWhole, null, last == null ? null : last.time));
    }
    return Optional.ofNullable(last);
  }

  private static List<End> ends(List<ContainerStatus> containers) {
    List<End> ends = new ArrayList<>();
    for (ContainerStatus container : containers == null ? List.<ContainerStatus>of() : containers) {
      Stream.of(container.getState(), container.getLastState())
          .filter(state -> state != null && state.getTerminated() != null)
          .map(ContainerState::getTerminated)
          .filter(end -> end.getExitCode() != null && end.getExitCode() != 0)
          .findFirst()
          .map(Reasons::end)
          .ifPresent(ends::add);
    }
    return ends;
  }

  private static End end(ContainerStateTerminated end) {
    return new End(
        Objects.requireNonNullElse(word(end.getReason()), "Error"),
        "exit code " + end.getExitCode(),
        end.getFinishedAt());
  }

  private static Stream<ContainerStatus> statuses(Pod pod) {
    PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    return Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses())
        .filter(Objects::nonNull)
        .flatMap(List::stream);
  }

  private static Optional<PodCondition> condition(Pod pod, String type) {
    PodStatus status = pod.getStatus();
    return status == null || status.getConditions() == null
        ? Optional.empty()
        : status.getConditions().stream().filter(each -> type.equals(each.getType())).findFirst();
  }

  private Optional<JobCondition> condition(String type) {
    List<JobCondition> conditions = status().getConditions();
    return conditions == null
        ? Optional.empty()
        : conditions.stream()
            .filter(each -> type.equals(each.getType()) && "True".equals(each.getStatus()))
            .findFirst();
  }

  private JobStatus status() {
    JobStatus status = session.job().getStatus();
    return status == null ? new JobStatus() : status;
  }

  private static String time(End end) {
    return Objects.requireNonNullElse(end.time, "");
  }

  private static String word(String text) {
    String plain = "[A-Za-z][A-Za-z0-9]{0,63}";
    String outOfResource = "OutOf[A-Za-z0-9][A-Za-z0-9._/-]{0,58}";
    return text != null && (text.matches(plain) || text.matches(outOfResource)) ? text : null;
  }

  private static String cut(String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    int length = Math.min(text.length(), 256);
    boolean halved = length < text.length() && Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, halved ? length - 1 : length);
  }
}
