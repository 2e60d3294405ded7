package org.opencadc.sessionindex.scale;

import java.time.Duration;
import java.util.Map;

/** What the operator keeps in memory: as it runs, and after a full collection. */
final class FootprintStep implements Step {
  private static final double MIB = 1 << 20;
  private static final int CHANGES_PER_SECOND = 20;

  @Override
  public String name() {
    return "footprint";
  }

  @Override
  public void run(Stage stage, Figures figures) throws Exception {
    Goal goal = Goal.atMost(stage.real() ? 256 : 320);
    if (!stage.smoke()) {
      stage.publishing().start();
    }
    resident(stage.operator(), figures, "started", goal);
    try (Observation observation = new Observation(stage, Duration.ofSeconds(5))) {
      Duration time = stage.smoke() ? Duration.ofSeconds(3) : Duration.ofMinutes(2);
      observation.change(CHANGES_PER_SECOND, time, name());
      observation.calm();
    }
    resident(stage.operator(), figures, "churned", goal);
    figures.put("churned.heapCollected", stage.operator().collectedHeapBytes() / MIB, "MiB");
    if (!stage.smoke()) {
      stage.publishing().start();
    }
    heap(stage, figures);
    figures.note("jvm", stage.operator().shipped().jvmFlags());
    figures.note(
        "churned", "after " + CHANGES_PER_SECOND + " changes/s, before a forced collection");
  }

  private static void resident(OperatorProcess operator, Figures figures, String when, Goal goal) {
    figures.put(when + ".rss", operator.meter().rssBytes() / MIB, "MiB", goal);
    figures.put(when + ".rssHighWater", operator.meter().rssHighWaterBytes() / MIB, "MiB", goal);
    figures.put(when + ".pss", operator.meter().pssBytes() / MIB, "MiB");
  }

  private static void heap(Stage stage, Figures figures) throws Exception {
    Heap heap = Heap.of(stage);
    figures.put("heap.collected", heap.bytes() / MIB, "MiB");
    figures.put("objects.watched", heap.objects(), "");
    figures.put("heap.collected.first", stage.firstHeap().bytes() / MIB, "MiB");
    figures.put("objects.watched.first", stage.firstHeap().objects(), "");
    figures.put(
        "heap.perWatchedObject",
        heap.bytesPerObjectSince(stage.firstHeap()),
        "B",
        Goal.atMost(1000));
    figures.note("heap.perWatchedObject", "slope from the first objects, user summaries included");
    figures.put(
        "heap.committed",
        stage.operator().metrics().sum("jvm_memory_committed_bytes", Map.of("area", "heap")) / MIB,
        "MiB");
  }
}
