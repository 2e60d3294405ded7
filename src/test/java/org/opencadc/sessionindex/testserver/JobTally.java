package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * What the pods of one Job amount to.
 *
 * @param succeededNow pods ended well that were not counted before
 * @param failedNow pods ended badly that were not counted before
 */
record JobTally(
    int active, int ready, int terminating, int succeededNow, int failedNow, int restarts) {

  static JobTally of(List<Stored> pods, Set<String> counted) {
    int active = 0;
    int ready = 0;
    int terminating = 0;
    int succeeded = 0;
    int failed = 0;
    int restarts = 0;
    for (Stored stored : pods) {
      ObjectNode pod = stored.tree();
      switch (Json.text(pod, "status", "phase")) {
        case "Succeeded" -> succeeded += counted.add(stored.uid()) ? 1 : 0;
        case "Failed" -> failed += counted.add(stored.uid()) ? 1 : 0;
        default -> {
          boolean leaving = pod.path("metadata").has("deletionTimestamp");
          terminating += leaving ? 1 : 0;
          active += leaving ? 0 : 1;
          ready += !leaving && PodStates.ready(pod) ? 1 : 0;
          for (JsonNode container : Json.at(pod, "status", "containerStatuses")) {
            restarts += container.path("restartCount").asInt();
          }
        }
      }
    }
    return new JobTally(active, ready, terminating, succeeded, failed, restarts);
  }

  void write(ObjectNode status) {
    count(status, "active", active);
    status.put("ready", ready).put("terminating", terminating);
    count(status, "succeeded", status.path("succeeded").asInt() + succeededNow);
    count(status, "failed", status.path("failed").asInt() + failedNow);
    if (!status.has("uncountedTerminatedPods")) {
      status.putObject("uncountedTerminatedPods");
    }
  }

  private static void count(ObjectNode status, String field, int value) {
    if (value > 0) {
      status.put(field, value);
    } else {
      status.remove(field);
    }
  }
}
