package org.opencadc.sessionindex.ledger;

import java.util.Set;

/**
 * What a pod says of its way to being ready, and which of it tells why it is not: what the kubelet
 * and the scheduler write, see Kubernetes' "Pod Lifecycle".
 *
 * @param bound whether a node was found
 * @param scheduled condition PodScheduled; null when absent
 * @param ready condition Ready; null when absent
 * @param initContainer why the first waiting init container waits; null when none does
 * @param container why the first waiting app container waits; null when none does
 * @param reason of the pod as a whole, such as Evicted; null when absent
 * @param lastEnd the last bad end of an app container of it; where there was none, of an init
 *     container; null when there was none either. The kubelet stops sidecars, which are init
 *     containers, after all app containers (KEP-753, "Termination of containers"), and how they end
 *     then is to be ignored (Kubernetes' "Sidecar Containers")
 */
public record PodSigns(
    PodPhase phase,
    boolean bound,
    Condition scheduled,
    Condition ready,
    Waiting initContainer,
    Waiting container,
    String reason,
    PodEnd lastEnd) {

  /**
   * Reasons whose message may be shown: it names an image or a missing piece of configuration.
   * Messages of others can carry what a runtime or a command printed.
   */
  private static final Set<String> HARMLESS =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed",
          "CreateContainerConfigError");

  /** A condition; every text may be null. */
  public record Condition(boolean met, String reason, String message, String time) {}

  /** A waiting container; the reason is never null. */
  public record Waiting(String reason, String message) {}

  /** Why the pod is not ready, the first that fits; null when it is, or has ended. */
  public Why waiting() {
    if (phase.ended()) {
      return null;
    }
    if (!bound) {
      return unscheduled();
    }
    if (ready != null && ready.met) {
      return null;
    }
    String since = ready == null ? time(scheduled) : ready.time;
    Waiting waiting = initContainer == null ? container : initContainer;
    if (waiting != null) {
      boolean harmless = HARMLESS.contains(waiting.reason);
      return new Why(waiting.reason, harmless ? Why.message(waiting.message) : null, since);
    }
    return new Why(phase == PodPhase.PENDING ? "NotStarted" : "NotReady", null, since);
  }

  /** The bad end of the pod, or of a container that was started again; null when there is none. */
  public PodEnd end() {
    if (phase == PodPhase.FAILED && reason != null) {
      return new PodEnd(reason, null, lastEnd == null ? null : lastEnd.time());
    }
    return phase == PodPhase.SUCCEEDED ? null : lastEnd;
  }

  private Why unscheduled() {
    if (scheduled == null || scheduled.met) {
      return new Why("NotScheduled", null, null);
    }
    return new Why(
        scheduled.reason == null ? "NotScheduled" : scheduled.reason,
        Why.message(scheduled.message),
        scheduled.time);
  }

  private static String time(Condition condition) {
    return condition == null ? null : condition.time;
  }
}
