package org.opencadc.sessionindex.scale;

import java.time.Duration;
import java.util.List;

/** What the summaries cost in writes: under many changes, and when nothing changes. */
final class WritesStep implements Step {
  private static final int CHANGES_PER_SECOND = 100;
  private static final String RESOURCE = "sessionsummaries";

  @Override
  public String name() {
    return "writes";
  }

  @Override
  public void run(Stage stage, Figures figures) throws Exception {
    busy(stage, figures);
    idle(stage, figures);
  }

  private static void busy(Stage stage, Figures figures) throws Exception {
    Duration time = stage.smoke() ? Duration.ofSeconds(3) : Duration.ofMinutes(1);
    ServerMetrics.Reading before = stage.serverMetrics().read();
    try (Observation observation = new Observation(stage, Duration.ofSeconds(1))) {
      observation.change(CHANGES_PER_SECOND, time, "writes");
      OperatorSampler sampler = observation.sampler();
      WriteWindows writes = observation.writes();
      BudgetFigures.put(figures, "busy.", writes, sampler, true);
      figures.put(
          "busy.writes.meanPerSecond", sampler.mean(OperatorSampler.Reading::writes), "1/s");
      figures.put(
          "busy.meanKiBPerSecond",
          sampler.mean(OperatorSampler.Reading::writtenBytes) / 1024,
          "KiB/s");
      figures.put("busy.platformWrites", writes.platformWrites(), "");
      compare(stage, figures, before, sampler);
      sampler.writeTo(figures, "busy");
      observation.calm();
      observation.quiet();
    }
  }

  /** The API server counts the same requests; some more may fall between the two readings. */
  private static void compare(
      Stage stage, Figures figures, ServerMetrics.Reading before, OperatorSampler sampler) {
    List<OperatorSampler.Reading> all = sampler.readings();
    ServerMetrics.Reading after = stage.serverMetrics().read();
    figures.put(
        "busy.writes.byOperator",
        OperatorSampler.Reading.of(stage.operator(), 0).writes() - all.get(0).writes(),
        "requests");
    double server = 0;
    for (String verb : List.of("PUT", "POST", "PATCH", "DELETE")) {
      server += after.requests(verb, RESOURCE) - before.requests(verb, RESOURCE);
    }
    figures.put("busy.writes.byServer", server, "requests");
  }

  private static void idle(Stage stage, Figures figures) throws Exception {
    Duration time = stage.smoke() ? Duration.ofSeconds(6) : Duration.ofMinutes(2);
    ServerMetrics.Reading before = stage.serverMetrics().read();
    try (Observation observation = new Observation(stage, Duration.ofSeconds(1))) {
      observation.during(time, "idle", () -> {});
      figures.put(
          "idle.userWrites", (double) observation.writes().userWrites(), "", Goal.atMost(0));
      figures.put("idle.heartbeats", observation.writes().platformWrites(), "");
      figures.put("idle.seconds", time.toSeconds(), "s");
      figures.put(
          "idle.meanKiBPerSecond",
          observation.sampler().mean(OperatorSampler.Reading::writtenBytes) / 1024,
          "KiB/s");
      figures.put(
          "idle.operatorCpu",
          100 * observation.sampler().mean(OperatorSampler.Reading::cpuSeconds),
          "% of a core");
    }
    ServerMetrics.Reading after = stage.serverMetrics().read();
    figures.put(
        "idle.putsByServer",
        after.requests("PUT", RESOURCE) - before.requests("PUT", RESOURCE),
        "requests");
  }
}
