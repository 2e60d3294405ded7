package org.opencadc.sessionindex.reader;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * A state of a Job and the status that Skaha gives it, by its table.
 *
 * @param suspend spec.suspend
 * @param counters of status, without times; null for no status at all
 * @param conditions which are True
 * @param status Skaha's
 */
record StatusForm(boolean suspend, String counters, List<String> conditions, String status) {
  static final String RUNNING = "Running";
  private static final String PENDING = "Pending";

  static final List<StatusForm> ALL =
      List.of(
          of(false, null, PENDING),
          of(true, null, PENDING),
          of(false, "", PENDING),
          of(false, "\"active\": 1, \"ready\": 1", RUNNING),
          of(true, "\"active\": 1, \"ready\": 1", RUNNING),
          of(false, "\"active\": 2, \"ready\": 1, \"failed\": 3, \"terminating\": 1", RUNNING),
          of(false, "\"active\": 1, \"ready\": 0", PENDING),
          of(false, "\"active\": 1, \"failed\": 2", PENDING),
          of(true, "\"succeeded\": 1", PENDING),
          of(true, "\"failed\": 1, \"terminating\": 1", PENDING),
          of(true, "\"terminating\": 1, \"ready\": 0", PENDING),
          of(false, "\"succeeded\": 1, \"failed\": 1", "Completed"),
          of(false, "\"succeeded\": 1, \"terminating\": 1", "Completed"),
          of(false, "\"succeeded\": 1", "Completed", "SuccessCriteriaMet", "Complete"),
          of(false, "\"failed\": 1", "Failed"),
          of(false, "\"failed\": 1, \"terminating\": 1", "Failed"),
          of(false, "\"failed\": 1", "Failed", "FailureTarget", "Failed"),
          of(false, "\"failed\": 0", PENDING, "FailureTarget", "Failed"),
          of(false, "\"terminating\": 1", "Terminating"));

  private static StatusForm of(
      boolean suspend, String counters, String status, String... conditions) {
    return new StatusForm(suspend, counters, List.of(conditions), status);
  }

  /** Whether Jobs of this state have pods that are not over. */
  boolean active() {
    return counters != null && counters.contains("active");
  }

  /** Skaha's status once a Job of this state is no longer suspended. */
  String whenResumed() {
    if (!suspend || active() || counters == null) {
      return status;
    }
    return counters.contains("succeeded")
        ? "Completed"
        : counters.contains("failed") ? "Failed" : "Terminating";
  }

  /** Whether the API server takes it only with a start. */
  boolean needsStart() {
    return !conditions.isEmpty();
  }

  /**
   * The status to write.
   *
   * @param start null for none
   * @return null when there is nothing to write
   */
  JsonObject json(String start) {
    if (counters == null) {
      return null;
    }
    JsonObject status = Index.json("{" + counters + "}");
    if (start != null) {
      status.addProperty("startTime", start);
    }
    if (conditions.contains("Complete")) {
      status.addProperty("completionTime", "2026-08-27T00:00:00Z");
    }
    status.add(
        "conditions",
        Index.json(
                conditions.stream()
                    .map("{\"type\": \"%s\", \"status\": \"True\"}"::formatted)
                    .toList()
                    .toString()
                    .transform("{\"all\": %s}"::formatted))
            .get("all"));
    return status;
  }
}
