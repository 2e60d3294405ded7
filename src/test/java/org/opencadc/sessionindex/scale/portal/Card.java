package org.opencadc.sessionindex.scale.portal;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.Map;
import java.util.Objects;
import org.opencadc.sessionindex.api.SessionRow;

/** What a portal shows of a session. */
record Card(String id, String user, String kind, String name, String status, String startTime) {
  static final String USER = "canfar.net/username";
  static final String KIND = "canfar.net/kind";
  static final String HEADLESS = "headless";

  static Card of(Job job) {
    ObjectMeta meta = job.getMetadata();
    Map<String, String> labels = Objects.requireNonNullElse(meta.getLabels(), Map.of());
    JobStatus status = Objects.requireNonNullElseGet(job.getStatus(), JobStatus::new);
    return new Card(
        labels.get("canfar.net/id"),
        labels.get(USER),
        labels.get(KIND),
        labels.get("canfar.net/name"),
        status(status),
        status.getStartTime());
  }

  static Card of(String user, SessionRow row) {
    return new Card(row.id(), user, row.kind(), row.name(), row.status(), row.startTime());
  }

  private static String status(JobStatus status) {
    if (count(status.getSucceeded()) > 0) {
      return "Completed";
    }
    if (count(status.getFailed()) > 0 && count(status.getActive()) == 0) {
      return "Failed";
    }
    return count(status.getReady()) > 0 ? "Running" : "Pending";
  }

  private static int count(Integer value) {
    return value == null ? 0 : value;
  }

  /** Whether the portal's own page shows it. */
  boolean interactive() {
    return !HEADLESS.equals(kind);
  }
}
