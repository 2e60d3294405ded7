package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The status of a pod at each stage of its life, as scheduler and kubelet write it. */
final class PodStates {
  private PodStates() {}

  static void scheduled(ObjectNode pod, String now, boolean done, String reason, String message) {
    ObjectNode status = Json.child(pod, "status");
    condition(status, "PodScheduled", done, now, reason, message);
    if (done) {
      status.put("startTime", now).put("hostIP", "10.20.0.17");
      condition(status, "Initialized", false, now, "ContainersNotInitialized", "");
      condition(status, "Ready", false, now, "ContainersNotReady", "");
      ObjectNode waiting = Json.object();
      waiting.putObject("waiting").put("reason", "PodInitializing");
      containers(pod, false, 0, waiting);
    }
  }

  static void running(ObjectNode pod, String now, int restarts) {
    ObjectNode status =
        Json.child(pod, "status").put("phase", "Running").put("podIP", "10.244.7.31");
    for (String type :
        List.of("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady")) {
      condition(status, type, true, now, "", "");
    }
    ObjectNode state = Json.object();
    state.putObject("running").put("startedAt", now);
    containers(pod, true, restarts, state);
  }

  static void crashed(ObjectNode pod, String now, int restarts) {
    ObjectNode status = Json.child(pod, "status");
    condition(status, "Ready", false, now, "ContainersNotReady", "");
    condition(status, "ContainersReady", false, now, "ContainersNotReady", "");
    ObjectNode state = Json.object();
    state
        .putObject("waiting")
        .put("reason", "CrashLoopBackOff")
        .put("message", "back-off restarting failed container");
    containers(pod, false, restarts, state);
  }

  static void ended(ObjectNode pod, String now, boolean well) {
    ObjectNode status = Json.child(pod, "status").put("phase", well ? "Succeeded" : "Failed");
    String reason = well ? "PodCompleted" : "PodFailed";
    condition(status, "Ready", false, now, reason, "");
    condition(status, "ContainersReady", false, now, reason, "");
    ObjectNode state = Json.object();
    state
        .putObject("terminated")
        .put("exitCode", well ? 0 : 1)
        .put("reason", well ? "Completed" : "Error")
        .put("startedAt", Json.text(status, "startTime"))
        .put("finishedAt", now);
    containers(pod, false, 0, state);
  }

  static boolean ready(JsonNode pod) {
    return Json.at(pod, "status", "conditions")
        .valueStream()
        .anyMatch(
            c -> Json.text(c, "type").equals("Ready") && Json.text(c, "status").equals("True"));
  }

  static void condition(
      ObjectNode status, String type, boolean yes, String now, String reason, String message) {
    ArrayNode conditions = status.withArray("conditions");
    ObjectNode found = null;
    for (JsonNode candidate : conditions) {
      if (Json.text(candidate, "type").equals(type)) {
        found = (ObjectNode) candidate;
      }
    }
    if (found == null) {
      found = conditions.addObject().put("type", type);
    }
    String value = yes ? "True" : "False";
    if (!value.equals(Json.text(found, "status"))) {
      found.put("lastTransitionTime", now);
    }
    found.put("status", value);
    found.remove(List.of("reason", "message"));
    if (!reason.isEmpty()) {
      found.put("reason", reason);
    }
    if (!message.isEmpty()) {
      found.put("message", message);
    }
  }

  private static void containers(ObjectNode pod, boolean ready, int restarts, ObjectNode state) {
    ArrayNode statuses = Json.child(pod, "status").putArray("containerStatuses");
    for (JsonNode container : Json.at(pod, "spec", "containers")) {
      ObjectNode status =
          statuses
              .addObject()
              .put("name", Json.text(container, "name"))
              .put("image", Json.text(container, "image"))
              .put("imageID", "")
              .put("ready", ready)
              .put("started", ready)
              .put("restartCount", restarts);
      status.set("state", state.deepCopy());
      status.putObject("lastState");
    }
  }
}
