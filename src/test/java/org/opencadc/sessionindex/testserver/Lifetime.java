package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * How a pod is to live, from the annotations of its template.
 *
 * @param startAfter from being bound to running
 * @param runFor from running to success, null for ever
 * @param failAfter from running to failure, null never
 */
record Lifetime(Duration startAfter, Duration runFor, Duration failAfter) {
  static final String START_AFTER = "session-index.test/start-after";
  static final String RUN_FOR = "session-index.test/run-for";
  static final String FAIL_AFTER = "session-index.test/fail-after";

  static Lifetime of(JsonNode pod) {
    Duration start = read(pod, START_AFTER);
    return new Lifetime(
        start == null ? Duration.ofMillis(10) : start, read(pod, RUN_FOR), read(pod, FAIL_AFTER));
  }

  private static Duration read(JsonNode pod, String annotation) {
    String text = Json.text(pod, "metadata", "annotations", annotation);
    return text.isEmpty() ? null : GoDuration.parse(text);
  }
}
