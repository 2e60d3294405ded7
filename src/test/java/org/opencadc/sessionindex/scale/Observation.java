package org.opencadc.sessionindex.scale;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything that watches the operator and its summaries while something is done to the sessions:
 * how late changes become visible, how fresh the platform is, how much is written.
 */
final class Observation implements AutoCloseable {
  private static final Duration FIRST_SIGHT = Duration.ofMinutes(2);
  private static final Duration CALM = Duration.ofMinutes(10);

  private static final double QUIET_SECONDS = 6;
  private static final double SMOKE_QUIET_SECONDS = 3;
  private static final int MOST_NAMED = 20;

  private final Stage stage;
  private final Visibility visibility = new Visibility(Clock.systemUTC());
  private final Freshness freshness = new Freshness(Clock.systemUTC());
  private final WriteWindows writes = new WriteWindows();
  private final SummaryWatch watch;
  private final OperatorSampler sampler;

  /** Begins, and returns when every summary was seen once. */
  Observation(Stage stage, Duration period) throws IOException, InterruptedException {
    this.stage = stage;
    this.watch = new SummaryWatch(stage, this::see);
    this.sampler =
        new OperatorSampler(
            stage.operator(), period, () -> visibility.oldestSeconds(System.nanoTime()));
    Waiting.until(
        "every summary is seen",
        FIRST_SIGHT,
        Duration.ofMillis(50),
        () -> visibility.objects() >= stage.population().users().size());
  }

  private void see(Seen object) {
    visibility.accept(object);
    freshness.accept(object);
    writes.accept(object);
  }

  Visibility visibility() {
    return visibility;
  }

  Freshness freshness() {
    return freshness;
  }

  WriteWindows writes() {
    return writes;
  }

  OperatorSampler sampler() {
    return sampler;
  }

  /** How often the rig's own watch was ended by the server. */
  int watchResumed() {
    return watch.resumed();
  }

  /** Changes at a steady rate for a time; when they are over, some may not be visible yet. */
  long change(double perSecond, Duration time, String what) throws InterruptedException {
    Changes changes = new Changes(stage, perSecond, visibility);
    try (changes) {
      during(time, what, changes::check);
    }
    return changes.done();
  }

  /** Waits for a time; throws when something that must go on has ended. */
  void during(Duration time, String what, Runnable check) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      Thread.sleep(Math.min(left, 500));
      check.run();
      watch.check();
      stage.tick(
          what + ": " + left / 1000 + " s left, " + visibility.waiting() + " not visible yet");
    }
  }

  /** Waits until every change was seen. */
  void calm() throws InterruptedException {
    Waiting.until(
        "every change is visible",
        CALM,
        Duration.ofMillis(100),
        () -> {
          watch.check();
          return visibility.waiting() == 0;
        });
    List<String> broken = visibility.brokenClaims();
    if (!broken.isEmpty()) {
      throw new IllegalStateException(
          "publishedThrough claimed "
              + broken.size()
              + " changes that were not shown:\n"
              + broken.stream().limit(MOST_NAMED).collect(Collectors.joining("\n")));
    }
  }

  /** Waits until no user's summary was written for some seconds: pods end after their Jobs. */
  void quiet() throws InterruptedException {
    double enough = stage.smoke() ? SMOKE_QUIET_SECONDS : QUIET_SECONDS;
    Waiting.until(
        "no summary is written any more",
        CALM,
        Duration.ofMillis(100),
        () -> {
          watch.check();
          return writes.quietSeconds(System.nanoTime()) > enough;
        });
  }

  @Override
  public void close() throws IOException {
    try (watch) {
      sampler.close();
    }
  }
}
