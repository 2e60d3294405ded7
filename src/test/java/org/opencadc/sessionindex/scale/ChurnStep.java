package org.opencadc.sessionindex.scale;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Half an hour after the start of the operator, under steady changes, while its connections are cut
 * again and again: does it ever LIST, and do its memory and its work stay what they are.
 */
final class ChurnStep implements Step {
  private static final int CHANGES_PER_SECOND = 20;
  private static final int MANY_PER_SECOND = 100;

  /** The variable that says how long, in minutes. */
  static final String MINUTES = "CHURN_MINUTES";

  private static final List<String> SOURCES = List.of("jobs", "pods", "nodes");

  @Override
  public String name() {
    return "churn";
  }

  @Override
  public void run(Stage stage, Figures figures) throws Exception {
    Duration time =
        stage.smoke()
            ? Duration.ofSeconds(9)
            : Duration.ofMinutes(Integer.parseInt(System.getenv().getOrDefault(MINUTES, "30")));
    WatchCuts cuts = stage.cuts();
    if (stage.smoke()) {
      churn(stage, figures, time, cuts);
    } else {
      stage.publishing().startAt(cuts.url());
      churn(stage, figures, time, cuts);
      stage.publishing().start();
    }
  }

  private void churn(Stage stage, Figures figures, Duration time, WatchCuts cuts) throws Exception {
    SourceLists before = SourceLists.of(stage.operator());
    long rebuilt = stage.operator().sourcesRebuilt();
    ServerMetrics.Reading server = stage.serverMetrics().read();
    Duration period = stage.smoke() ? Duration.ofSeconds(2) : Duration.ofSeconds(10);
    try (Observation observation = new Observation(stage, period)) {
      cuts.every(stage.smoke() ? Duration.ofSeconds(4) : Duration.ofMinutes(1));
      long changes;
      try (Changes steady = new Changes(stage, CHANGES_PER_SECOND, observation.visibility())) {
        observation.during(time, name(), steady::check);
        changes = steady.done();
      }
      cuts.end();
      observation.calm();
      figures.put("seconds", time.toSeconds(), "s");
      figures.put("changes", changes, "");
      figures.put("cuts", cuts.cuts(), "");
      figures.put("rig.watchResumed", observation.watchResumed(), "");
      lists(stage, figures, before, rebuilt, server);
      memory(observation.sampler(), figures);
      observation.sampler().writeTo(figures, "operator");
    }
    cpu(stage, figures, "at20", changes(CHANGES_PER_SECOND));
    cpu(stage, figures, "at100", changes(MANY_PER_SECOND));
    figures.goal("at100.operatorCpuPer100Events", Goal.atMost(5));
    cpu(stage, figures, "unseen", ChurnStep::unseen);
    figures.note("unseen", "events that change no summary: annotations of Jobs");
  }

  private static void lists(
      Stage stage,
      Figures figures,
      SourceLists before,
      long rebuilt,
      ServerMetrics.Reading server) {
    SourceLists after = SourceLists.of(stage.operator());
    double complete = after.total() - before.total();
    double chosen = stage.operator().sourcesRebuilt() - rebuilt;
    figures.put("lists.byOperator", chosen, "", Goal.atMost(0));
    figures.put("lists.forcedByServer", complete - chosen, "");
    figures.put("lists.jobs", after.jobs() - before.jobs(), "");
    figures.put("lists.pods", after.pods() - before.pods(), "");
    figures.put("lists.nodes", after.nodes() - before.nodes(), "");
    ServerMetrics.Reading now = stage.serverMetrics().read();
    for (String resource : SOURCES) {
      figures.put(
          "server.objectsListed." + resource,
          now.returnedObjects(resource) - server.returnedObjects(resource),
          "objects");
    }
    figures.note("lists", "complete ones of Jobs, Pods and Nodes after the first");
    figures.note("server.objectsListed", "by everybody's LISTs");
  }

  private static void memory(OperatorSampler sampler, Figures figures) {
    double mib = 1 << 20;
    figures.put("rss.max", sampler.most(OperatorSampler.Reading::rssBytes) / mib, "MiB");
    figures.put(
        "rss.firstThird", sampler.mean(OperatorSampler.Reading::rssBytes, 0, 1 / 3.0) / mib, "MiB");
    figures.put(
        "rss.lastThird", sampler.mean(OperatorSampler.Reading::rssBytes, 2 / 3.0, 1) / mib, "MiB");
    figures.put("heap.max", sampler.most(OperatorSampler.Reading::heapBytes) / mib, "MiB");
    figures.put("backlog.oldest.max", sampler.most(OperatorSampler.Reading::oldestSeconds), "s");
  }

  /** What is done to the sessions while the operator's CPU is looked at. */
  private interface Work {
    void during(Stage stage, Observation observation, Duration time) throws InterruptedException;
  }

  private static Work changes(int perSecond) {
    return (stage, observation, time) ->
        observation.change(perSecond, time, perSecond + " changes a second");
  }

  private static void unseen(Stage stage, Observation observation, Duration time)
      throws InterruptedException {
    Annotations annotations = new Annotations(stage, MANY_PER_SECOND);
    try (annotations) {
      observation.during(time, "events that change nothing", annotations::check);
    }
  }

  /** CPU at a rate, without cuts and with few readings of its own metrics. */
  private static void cpu(Stage stage, Figures figures, String name, Work work)
      throws IOException, InterruptedException {
    Duration time = stage.smoke() ? Duration.ofSeconds(2) : Duration.ofMinutes(1);
    try (Observation observation = new Observation(stage, Duration.ofSeconds(30))) {
      double events = stage.sourceEvents();
      double before = stage.operator().meter().cpuSeconds();
      long start = System.nanoTime();
      work.during(stage, observation, time);
      double seconds = (System.nanoTime() - start) / 1e9;
      double used = stage.operator().meter().cpuSeconds() - before;
      double happened = stage.sourceEvents() - events;
      observation.calm();
      figures.put(name + ".operatorCpu", 100 * used / seconds, "% of a core");
      figures.put(name + ".eventsPerSecond", happened / seconds, "1/s");
      figures.put(name + ".operatorCpuPer100Events", 100 * 100 * used / happened, "% of a core");
    }
  }
}
