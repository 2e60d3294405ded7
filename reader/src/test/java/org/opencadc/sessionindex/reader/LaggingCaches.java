package org.opencadc.sessionindex.reader;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * API servers whose watch caches are behind, each by another number of writes; every request comes
 * to another one. What has no resourceVersion is answered by etcd.
 */
final class LaggingCaches implements FakeApiServer.Reads {
  private static final int MOST_BEHIND = 12;

  private final Map<String, JsonObject> summaries;
  private final Random random;

  /** What there was at each resourceVersion. */
  private final List<Map<String, JsonObject>> states = new ArrayList<>();

  LaggingCaches(Map<String, JsonObject> summaries, Random random) {
    this.summaries = summaries;
    this.random = random;
    states.add(Map.of());
    written();
  }

  /** Takes what was written since the last call for one write. */
  void written() {
    Map<String, JsonObject> before = states.get(newest());
    Map<String, JsonObject> next = new HashMap<>();
    summaries.forEach((name, summary) -> next.put(name, versioned(summary, before.get(name))));
    if (!next.equals(before)) {
      states.add(next);
    }
  }

  private JsonObject versioned(JsonObject summary, JsonObject before) {
    JsonObject copy = summary.deepCopy();
    if (before != null) {
      copy.add("metadata", before.get("metadata"));
    }
    if (!copy.equals(before)) {
      JsonObject metadata = new JsonObject();
      metadata.addProperty("resourceVersion", String.valueOf(states.size()));
      copy.add("metadata", metadata);
    }
    return copy;
  }

  @Override
  public JsonObject read(String name, String version) {
    int oldest = version == null ? newest() : newest() - MOST_BEHIND;
    int from = Math.max(version == null ? 0 : Integer.parseInt(version), Math.max(0, oldest));
    return states.get(from + random.nextInt(newest() - from + 1)).get(name);
  }

  private int newest() {
    return states.size() - 1;
  }
}
