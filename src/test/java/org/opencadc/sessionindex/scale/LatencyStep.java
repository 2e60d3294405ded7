package org.opencadc.sessionindex.scale;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/** How late a change of a session is visible in the user's and in the platform's summary. */
final class LatencyStep implements Step {
  private static final int SMALL = 16 << 10;
  private static final int SLOW = 20;

  /** A backlog that grows steadily is five thirds of what it was, from one third to the next. */
  private static final double NOT_GROWING = 1.5;

  private static final OperatingSystemMXBean MACHINE =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final int perSecond;

  LatencyStep(int perSecond) {
    this.perSecond = perSecond;
  }

  @Override
  public String name() {
    return "latency" + perSecond;
  }

  @Override
  public void run(Stage stage, Figures figures) throws Exception {
    Duration time = stage.smoke() ? Duration.ofSeconds(3) : Duration.ofMinutes(3);
    try (Observation observation = new Observation(stage, Duration.ofSeconds(1))) {
      double serverCpu = stage.apiServer().cpuSeconds();
      double unused = MACHINE.getCpuLoad();
      long start = System.nanoTime();
      long done = observation.change(perSecond, time, name());
      double seconds = (System.nanoTime() - start) / 1e9;
      figures.put("changes", done, "");
      figures.put("changesPerSecond", done / (time.toMillis() / 1e3), "1/s");
      figures.put("users", stage.roster().users(), "");
      figures.put(
          "serverCpu", 100 * (stage.apiServer().cpuSeconds() - serverCpu) / seconds, "% of a core");
      // since it was asked for the last time
      figures.put("machineCpu", 100 * MACHINE.getCpuLoad(), "% of all cores");
      rates(observation.sampler(), figures);
      observation.calm();
      latencies(observation.visibility(), figures);
      backlog(observation, figures);
      // the steps before have used up what the operator may write more after its start
      BudgetFigures.put(figures, "", observation.writes(), observation.sampler(), perSecond > SLOW);
      figures.put("rig.watchResumed", observation.watchResumed(), "");
      observation.sampler().writeTo(figures, "operator");
    }
    figures.note(
        "changes",
        "90 % relabel a Job, 5 % start a session, 5 % end one; what follows comes on top");
    figures.note("latency", "from the API server's answer until a watch of the summaries shows it");
  }

  /** What is a mean over the changes, and must not be thinned by the calm after them. */
  private void rates(OperatorSampler sampler, Figures figures) {
    figures.put(
        "operatorCpu", 100 * sampler.mean(OperatorSampler.Reading::cpuSeconds), "% of a core");
    figures.put(
        "written.meanKiBPerSecond",
        sampler.mean(OperatorSampler.Reading::writtenBytes) / 1024,
        "KiB/s");
    double before = sampler.mean(OperatorSampler.Reading::oldestSeconds, 1 / 3.0, 2 / 3.0);
    double last = sampler.mean(OperatorSampler.Reading::oldestSeconds, 2 / 3.0, 1);
    figures.put("backlog.oldest.secondThird", before, "s");
    figures.put("backlog.oldest.lastThird", last, "s");
    if (perSecond > SLOW && before > 0) {
      figures.put("backlog.growth", last / before, "x", Goal.atMost(NOT_GROWING));
    }
  }

  private void latencies(Visibility visibility, Figures figures) {
    List<Visibility.Sample> users = visibility.users();
    double[] small = millis(users.stream().filter(sample -> sample.bytes() <= SMALL).toList());
    double[] large = millis(users.stream().filter(sample -> sample.bytes() > SMALL).toList());
    double[] platform = millis(visibility.platform());
    figures.distribution("user.upTo16KiB", small, "ms");
    figures.distribution("user.above16KiB", large, "ms");
    figures.distribution("platform", platform, "ms");
    figures.goal("platform.p50", Goal.atMost(1000));
    figures.goal("platform.p99", Goal.atMost(2500));
    if (perSecond <= SLOW) {
      figures.goal("user.upTo16KiB.p50", Goal.atMost(100));
      figures.goal("user.upTo16KiB.p99", Goal.atMost(1500));
    }
    samples(figures, "users", users);
    samples(figures, "platform", visibility.platform());
  }

  private static double[] millis(List<Visibility.Sample> samples) {
    return samples.stream().mapToDouble(Visibility.Sample::millis).toArray();
  }

  private static void samples(Figures figures, String name, List<Visibility.Sample> samples) {
    long first = samples.stream().mapToLong(Visibility.Sample::acknowledgedNanos).min().orElse(0);
    figures.samples(
        name,
        List.of("seconds", "millis", "object_bytes"),
        samples.stream()
            .map(s -> new double[] {(s.acknowledgedNanos() - first) / 1e9, s.millis(), s.bytes()})
            .toArray(double[][]::new));
  }

  private static void backlog(Observation observation, Figures figures) {
    OperatorSampler sampler = observation.sampler();
    figures.put(
        "backlog.oldest.max",
        sampler.most(OperatorSampler.Reading::oldestSeconds),
        "s",
        Goal.atMost(20));
    figures.put("backlog.dirtyUsers.max", sampler.most(OperatorSampler.Reading::dirtyUsers), "");
    List<Freshness.Reading> readings = observation.freshness().readings();
    figures.put("publishedThrough.age.max", observation.freshness().oldestPublished(), "s");
    long first = readings.isEmpty() ? 0 : readings.get(0).nanos();
    figures.samples(
        "freshness",
        List.of("seconds", "gap_seconds", "published_age_seconds"),
        readings.stream()
            .map(
                r ->
                    new double[] {
                      (r.nanos() - first) / 1e9, r.gapSeconds(), r.publishedAgeSeconds()
                    })
            .toArray(double[][]::new));
  }
}
