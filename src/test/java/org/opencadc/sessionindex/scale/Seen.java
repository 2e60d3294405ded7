package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A SessionSummary as a watch showed it.
 *
 * @param nanos {@link System#nanoTime} when its last byte had arrived
 * @param type of the event: {@code ADDED}, {@code MODIFIED} or {@code DELETED}
 * @param username null of the platform's
 * @param bytes of the object as it was sent
 * @param version its resourceVersion
 * @param heartbeat RFC 3339; null of a user's
 * @param validUntil of the heartbeat; null of a user's
 * @param publishedThrough null when absent
 * @param jobsVersion the applied version of Jobs that the content reflects; 0 when absent
 * @param publishedJobs the version of Jobs that all users' summaries reflect; 0 when absent
 * @param projects of the rows, by Job name; empty text without one
 */
record Seen(
    long nanos,
    String type,
    String name,
    String username,
    int bytes,
    long version,
    String heartbeat,
    Instant validUntil,
    Instant publishedThrough,
    long jobsVersion,
    long publishedJobs,
    Map<String, String> projects) {

  /** Reads an event of a watch; empty when it is about no object. */
  static Optional<Seen> parse(String line, long nanos, ObjectMapper json) {
    JsonNode event;
    try {
      event = json.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a watch sent what is no JSON", e);
    }
    String type = event.path("type").asText();
    if (type.equals("ERROR")) {
      throw new IllegalStateException(
          "a watch ended with code " + event.at("/object/code").asText());
    }
    JsonNode object = event.path("object");
    JsonNode status = object.path("status");
    return type.equals("BOOKMARK")
        ? Optional.empty()
        : Optional.of(
            new Seen(
                nanos,
                type,
                object.at("/metadata/name").asText(),
                object.at("/spec/username").asText(null),
                line.length() - "{\"type\":\"MODIFIED\",\"object\":}".length(),
                object.at("/metadata/resourceVersion").asLong(),
                status.at("/heartbeat/time").asText(null),
                instant(status.at("/heartbeat/validUntil").asText(null)),
                instant(status.at("/publishedThrough/time").asText(null)),
                status.at("/observed/jobs").asLong(0),
                status.at("/publishedThrough/jobs").asLong(0),
                projects(status.path("rows"))));
  }

  private static Instant instant(String text) {
    return text == null ? null : Instant.parse(text);
  }

  private static Map<String, String> projects(JsonNode rows) {
    Map<String, String> projects = new HashMap<>(rows.size() * 2);
    for (JsonNode row : rows) {
      projects.put(row.path("jobName").asText(), row.path("project").asText());
    }
    return projects;
  }

  /** Whether it is gone. */
  boolean deleted() {
    return type.equals("DELETED");
  }

  /** Whether it is the platform's. */
  boolean platform() {
    return username == null;
  }
}
