package org.opencadc.sessionindex.scale;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.opencadc.sessionindex.verify.Verify;
import org.opencadc.sessionindex.verify.VerifyReport;

/**
 * One user starts thousands of headless jobs within a minute: does the platform stay fresh, do the
 * others notice, and is every row right in the end. The jobs stay, so this is the last step.
 */
final class BurstStep implements Step {
  private static final int MOST = 10_000;
  private static final int OTHERS_PER_SECOND = 20;
  private static final String USER = "burst";

  /** Two medians of latencies on the same busy machine are no more equal than that. */
  private static final double UNAFFECTED = 1.5;

  @Override
  public String name() {
    return "burst";
  }

  @Override
  public void run(Stage stage, Figures figures) throws Exception {
    int count = stage.smoke() ? stage.sessions() / 5 : Math.min(MOST, 2 * stage.sessions());
    Duration time = stage.smoke() ? Duration.ofSeconds(2) : Duration.ofMinutes(1);
    try (Observation before = new Observation(stage, Duration.ofSeconds(1));
        UnrelatedWrites unrelated = new UnrelatedWrites(stage)) {
      before.change(OTHERS_PER_SECOND, time, "before the burst");
      unrelated.put(figures, "unrelated.before");
      before.calm();
      others(before, figures, "before");
    }
    try (Observation during = new Observation(stage, Duration.ofSeconds(1))) {
      burst(stage, figures, during, count, time);
      figures.ratio(
          "others.ratio.p50", "others.during.p50", "others.before.p50", Goal.atMost(UNAFFECTED));
      figures.ratio("unrelated.ratio.p50", "unrelated.during.p50", "unrelated.before.p50", null);
    }
    if (!stage.smoke()) {
      right(stage, figures);
    }
    figures.note(
        "unrelated", "writes of a small object that has nothing to do with sessions, beside");
    figures.note("jobs", "suspended in a queue, made through the API: they have no pods");
  }

  private static void burst(
      Stage stage, Figures figures, Observation during, int count, Duration time)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    AtomicInteger created = new AtomicInteger();
    double perSecond = count / (time.toMillis() / 1e3);
    try (Changes others = new Changes(stage, OTHERS_PER_SECOND, during.visibility());
        UnrelatedWrites unrelated = new UnrelatedWrites(stage);
        SteadyRate jobs = new SteadyRate(perSecond, () -> create(stage, created, count))) {
      Waiting.until(
          "the burst is over",
          time.multipliedBy(5),
          Duration.ofMillis(500),
          () -> {
            others.check();
            jobs.check();
            stage.tick("burst: " + created.get() + " of " + count);
            // a slow machine takes fewer Jobs, which is no reason to measure nothing
            return created.get() >= count
                || System.nanoTime() - start > time.multipliedBy(4).toNanos();
          });
      unrelated.put(figures, "unrelated.during");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    figures.put("jobs", created.get(), "");
    figures.put("seconds", seconds, "s");
    // what is not shown yet is what took longest
    during.calm();
    others(during, figures, "during");
    figures.put("others.shownAfter", (System.nanoTime() - start) / 1e9 - seconds, "s");
    Waiting.until(
        "every row of the burst is published",
        Duration.ofMinutes(15),
        Duration.ofMillis(500),
        () -> during.sampler().latestDirtyUsers() == 0);
    figures.put("rows.publishedAfter", (System.nanoTime() - start) / 1e9 - seconds, "s");
    platform(during, figures);
  }

  private static void create(Stage stage, AtomicInteger created, int count)
      throws IOException, InterruptedException {
    if (created.get() < count) {
      String body = Serialization.asJson(stage.queuedSession(USER).job());
      String path = "/apis/batch/v1/namespaces/" + stage.namespace() + "/jobs";
      stage.http().send("POST", path, "application/json", body).orThrow();
      created.incrementAndGet();
    }
  }

  private static void others(Observation observation, Figures figures, String when) {
    figures.distribution(
        "others." + when,
        observation.visibility().users().stream().mapToDouble(Visibility.Sample::millis).toArray(),
        "ms");
  }

  private static void platform(Observation during, Figures figures) {
    figures.distribution(
        "platform.during",
        during.visibility().platform().stream().mapToDouble(Visibility.Sample::millis).toArray(),
        "ms");
    figures.put("platform.longestGap", during.freshness().longestGap(), "s");
    figures.put("platform.leastValidity", during.freshness().leastValidity(), "s", Goal.atLeast(0));
    BudgetFigures.put(figures, "", during.writes(), during.sampler(), true);
    figures.put(
        "backlog.oldest.max", during.sampler().most(OperatorSampler.Reading::oldestSeconds), "s");
    during.sampler().writeTo(figures, "operator");
  }

  private static void right(Stage stage, Figures figures) {
    VerifyReport report =
        new Verify(
                stage.admin(), stage.namespace(), Clock.systemUTC(), Duration.ofMinutes(2), false)
            .run(Publishing.INDEX);
    figures.put("differences", report.differences().size(), "", Goal.atMost(0));
    figures.put("rows", report.rowsCompared(), "");
  }
}
