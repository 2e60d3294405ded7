package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.opencadc.sessionindex.ledger.JobCondition;
import org.opencadc.sessionindex.ledger.PodEnd;
import org.opencadc.sessionindex.ledger.PodPhase;
import org.opencadc.sessionindex.ledger.Why;

/** Reasons as plain look-ups in the tree of a status. */
final class NaiveStatus {
  private static final List<String> SPEAKING =
      List.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed",
          "CreateContainerConfigError");

  private NaiveStatus() {}

  static JobCondition jobCondition(JsonNode status, String type) {
    JsonNode condition = condition(status, type);
    return isTrue(condition)
        ? new JobCondition(
            word(condition.path("reason")), text(condition.path("lastTransitionTime")))
        : null;
  }

  static JobCondition jobFailure(JsonNode status) {
    JobCondition failed = jobCondition(status, "Failed");
    return failed != null ? failed : jobCondition(status, "FailureTarget");
  }

  static Why waiting(JsonNode status, PodPhase phase, boolean bound) {
    JsonNode scheduled = condition(status, "PodScheduled");
    JsonNode ready = condition(status, "Ready");
    if (phase.ended()) {
      return null;
    } else if (!bound && (scheduled.isMissingNode() || isTrue(scheduled))) {
      return new Why("NotScheduled", null, null);
    } else if (!bound) {
      String reason = word(scheduled.path("reason"));
      return new Why(
          reason == null ? "NotScheduled" : reason,
          cut(scheduled.path("message")),
          text(scheduled.path("lastTransitionTime")));
    } else if (isTrue(ready)) {
      return null;
    }
    String since = text((ready.isMissingNode() ? scheduled : ready).path("lastTransitionTime"));
    for (String list : List.of("initContainerStatuses", "containerStatuses")) {
      for (JsonNode container : NaiveReading.elements(status.path(list))) {
        JsonNode waiting = container.path("state").path("waiting");
        String reason = word(waiting.path("reason"));
        if (reason != null) {
          boolean shown = SPEAKING.contains(reason);
          return new Why(reason, shown ? cut(waiting.path("message")) : null, since);
        }
      }
    }
    return new Why(phase == PodPhase.PENDING ? "NotStarted" : "NotReady", null, since);
  }

  static PodEnd end(JsonNode status, PodPhase phase) {
    PodEnd last = null;
    for (String list : List.of("containerStatuses", "initContainerStatuses")) {
      if (last != null) {
        break;
      }
      for (JsonNode container : NaiveReading.elements(status.path(list))) {
        PodEnd end = end(container.path("state").path("terminated"));
        end = end == null ? end(container.path("lastState").path("terminated")) : end;
        if (end != null && (last == null || time(end).compareTo(time(last)) > 0)) {
          last = end;
        }
      }
    }
    String ofPod = word(status.path("reason"));
    if (phase == PodPhase.FAILED && ofPod != null) {
      return new PodEnd(ofPod, null, last == null ? null : last.time());
    }
    return phase == PodPhase.SUCCEEDED ? null : last;
  }

  private static PodEnd end(JsonNode terminated) {
    int exitCode = NaiveReading.count(terminated.path("exitCode"), 0);
    String reason = word(terminated.path("reason"));
    return exitCode == 0
        ? null
        : new PodEnd(
            reason == null ? "Error" : reason, exitCode, text(terminated.path("finishedAt")));
  }

  private static String time(PodEnd end) {
    return end.time() == null ? "" : end.time();
  }

  /** The last one of the type. */
  private static JsonNode condition(JsonNode status, String type) {
    JsonNode found = status.path("no such field");
    for (JsonNode condition : NaiveReading.elements(status.path("conditions"))) {
      found = type.equals(text(condition.path("type"))) ? condition : found;
    }
    return found;
  }

  private static boolean isTrue(JsonNode condition) {
    return "True".equals(text(condition.path("status")));
  }

  private static String word(JsonNode node) {
    String text = text(node);
    boolean word =
        text != null
            && text.length() <= 64
            && text.matches("[A-Za-z][A-Za-z0-9]*|OutOf[A-Za-z0-9][A-Za-z0-9._/-]*");
    return word ? text : null;
  }

  private static String cut(JsonNode node) {
    String text = text(node);
    if (text == null || text.isBlank()) {
      return null;
    }
    return text.substring(0, Math.min(256, text.length()));
  }

  private static String text(JsonNode node) {
    return NaiveReading.text(node);
  }
}
