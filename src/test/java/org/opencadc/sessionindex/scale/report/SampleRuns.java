package org.opencadc.sessionindex.scale.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders as the rig fills them, small enough to be checked by hand. */
final class SampleRuns {
  private final Path parent;

  SampleRuns(Path parent) {
    this.parent = parent;
  }

  /** A run with a recount alone. */
  SampleRuns run(String name, int sessions, boolean smoke) throws IOException {
    Path folder = Files.createDirectories(parent.resolve(name));
    Files.writeString(
        folder.resolve("run.json"),
        """
        {"sessions": %d, "smoke": %b, "started": "2026-11-25T04:05:06.789Z", "cores": 2,
         "memoryBytes": 25769803776, "java": "17.0.15", "kubernetes": "v1.36.3",
         "controllers": %b, "settings": "%s"}
        """
            .formatted(
                sessions, smoke, sessions <= 10_000, name.contains("-") ? "CHURN_MINUTES=5" : ""));
    return step(name, "recount", figure("differences", 0, ""));
  }

  /**
   * A step of a run.
   *
   * @param figures the members of the JSON object
   */
  SampleRuns step(String run, String step, String figures) throws IOException {
    Files.writeString(
        parent.resolve(run).resolve(step + ".json"),
        """
        {"step": "%s", "started": "2026-11-25T04:06:00Z", "seconds": 1.5,
         "figures": {%s}, "notes": {"how": "as said"}}
        """
            .formatted(step, figures));
    return this;
  }

  SampleRuns csv(String run, String name, String text) throws IOException {
    Files.writeString(parent.resolve(run).resolve(name + ".csv"), text);
    return this;
  }

  /** A figure without a goal. */
  static String figure(String name, double value, String unit) {
    return "\"%s\": {\"value\": %s, \"unit\": \"%s\"}".formatted(name, value, unit);
  }

  /** A figure that should be at least something. */
  static String atLeast(String name, double value, String unit, double goal) {
    return "\"%s\": {\"value\": %s, \"unit\": \"%s\", \"goal\": {\"bound\": \"AT_LEAST\", \"value\": %s}, \"met\": %b}"
        .formatted(name, value, unit, goal, value >= goal);
  }

  Runs read() throws IOException {
    return Runs.read(parent, false);
  }
}
