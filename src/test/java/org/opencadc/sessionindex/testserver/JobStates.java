package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The status of a Job at each stage, and the pod it makes. */
final class JobStates {
  private JobStates() {}

  static boolean has(JsonNode status, String type) {
    return status
        .path("conditions")
        .valueStream()
        .anyMatch(c -> Json.text(c, "type").equals(type) && Json.text(c, "status").equals("True"));
  }

  static void suspended(ObjectNode status, String now) {
    status.remove("startTime");
    condition(status, "Suspended", true, now, "JobSuspended", "Job suspended");
  }

  /** Marks a Job as started; false when it already was. */
  static boolean started(ObjectNode status, String now) {
    if (has(status, "Suspended")) {
      condition(status, "Suspended", false, now, "JobResumed", "Job resumed");
    }
    if (status.has("startTime")) {
      return false;
    }
    status.put("startTime", now);
    return true;
  }

  static void complete(ObjectNode status, String now) {
    String message = "Reached expected number of succeeded pods";
    condition(status, "SuccessCriteriaMet", true, now, "CompletionsReached", message);
    condition(status, "Complete", true, now, "CompletionsReached", message);
    status.put("completionTime", now).put("ready", 0).remove("active");
  }

  static void failing(ObjectNode status, String now, String reason) {
    condition(status, "FailureTarget", true, now, reason, message(reason));
  }

  static void failed(ObjectNode status, String now, String reason) {
    condition(status, "Failed", true, now, reason, message(reason));
    status.put("ready", 0).put("terminating", 0).remove("active");
  }

  private static String message(String reason) {
    return reason.equals("DeadlineExceeded")
        ? "Job was active longer than specified deadline"
        : "Job has reached the specified backoff limit";
  }

  private static void condition(
      ObjectNode status, String type, boolean yes, String now, String reason, String message) {
    PodStates.condition(status, type, yes, now, reason, message);
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("lastProbeTime").isMissingNode()) {
        ((ObjectNode) condition).put("lastProbeTime", now);
      }
    }
  }

  static ObjectNode pod(Stored stored, ObjectNode job) {
    JsonNode template = Json.at(job, "spec", "template");
    ObjectNode pod = Json.object();
    ObjectNode meta = Json.child(pod, "metadata");
    meta.put("generateName", stored.name() + "-");
    for (String field : new String[] {"labels", "annotations"}) {
      JsonNode value = Json.at(template, "metadata", field);
      if (value.isObject()) {
        meta.set(field, value.deepCopy());
      }
    }
    meta.putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "batch/v1")
        .put("kind", "Job")
        .put("name", stored.name())
        .put("uid", stored.uid())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    pod.set("spec", template.path("spec").deepCopy());
    return pod;
  }
}
