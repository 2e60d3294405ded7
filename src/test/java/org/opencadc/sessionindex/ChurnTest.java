package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opencadc.sessionindex.Workload.soon;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opencadc.sessionindex.testserver.LoadPlan;
import org.opencadc.sessionindex.testserver.RequestLog.Request;
import org.opencadc.sessionindex.testserver.SkahaLoad;

/** Under load: exact, cheap, and never ahead of itself. */
class ChurnTest {
  private final Site site = Site.installed();
  private final Workload workload = site.workload("busy");

  @AfterEach
  void stop() {
    site.close();
  }

  private SkahaLoad load(double perSecond, Duration time) {
    return new SkahaLoad(
        site.admin(),
        LoadPlan.of("busy")
            .withNodes(3)
            .withSessions(150, Duration.ofSeconds(2))
            .withRate(perSecond, time));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void afterAMixedRunWithARestartTheSummariesEqualARecount() throws InterruptedException {
    try (SkahaLoad load = load(40, Duration.ofSeconds(8)).fill(60)) {
      workload.index();
      RunningOperator first = RunningOperator.in(site.server(), "busy");
      workload.awaitReady();
      load.start();
      ContractReader reader = ContractReader.of(workload);
      Thread.sleep(3000);
      long closing = System.nanoTime();
      first.close();
      assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(3));

      try (RunningOperator second = RunningOperator.in(site.server(), "busy")) {
        Instant started = Instant.now();
        workload.awaitProvenAfter(started);
        long mark = site.server().log().mark();
        long nanos = System.nanoTime();
        assertThat(load.await(Duration.ofSeconds(20))).isTrue();
        workload.awaitRecount();
        double seconds = (System.nanoTime() - nanos) / 1e9;

        assertThat(reader.violations()).isEmpty();
        assertThat(reader.checks()).isGreaterThan(20);
        assertThat(reader.included()).isGreaterThan(reader.checks());
        assertThat(workload.lists(mark)).isEmpty();
        assertThat(second.operator().listsAfterStart()).isZero();
        staysWithinBudget(workload.writes(mark, "sessionsummaries"), seconds);
      }
    }
  }

  private static void staysWithinBudget(List<Request> writes, double seconds) {
    List<Request> users = writes.stream().filter(r -> !r.name().equals("main")).toList();
    List<Request> updates = users.stream().filter(r -> r.verb().equals("update")).toList();
    // the start's burst of 200 writes and 8 MiB may not be spent yet
    assertThat(updates).hasSizeLessThan((int) (200 + 50 * seconds));
    assertThat(updates.stream().mapToLong(Request::requestBytes).sum())
        .isLessThan((long) ((8 << 20) + (256 << 10) * seconds));
    Map<String, Long> byObject =
        updates.stream().collect(Collectors.groupingBy(Request::name, Collectors.counting()));
    assertThat(byObject.values()).allMatch(count -> count <= seconds + 2);
    assertThat(writes.stream().filter(r -> r.name().equals("main")).count())
        .isLessThanOrEqualTo((long) (seconds + 2));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatDoesNotChangeIsNotRewrittenButForTheHeartbeat() throws InterruptedException {
    workload.index();
    for (int i = 0; i < 20; i++) {
      workload.start("notebook", "user" + i);
    }
    RunningOperator first = RunningOperator.in(site.server(), "busy");
    workload.awaitReady();
    soon().until(() -> workload.platform().sessions().running() == 20);
    workload.awaitRecount();
    soon().until(() -> workload.platform().publishedThrough() != null);
    first.close();
    Map<String, String> before = versions();
    long mark = site.server().log().mark();

    try (RunningOperator second = RunningOperator.in(site.server(), "busy")) {
      Instant restarted = Instant.now();
      soon().until(() -> workload.provenAt().isAfter(restarted));
      soon().until(() -> workload.platform().publishedThrough() != null);
      Thread.sleep(6000); // one heartbeat and a bit
      assertThat(versions()).isEqualTo(before);
      assertThat(workload.writes(mark, "sessionsummaries"))
          .extracting(Request::name)
          .containsOnly("main")
          .hasSizeBetween(2, 5);
      assertThat(second.operator().listsAfterStart()).isZero();
    }
  }

  private Map<String, String> versions() {
    return workload.summaries().stream()
        .filter(summary -> !summary.getMetadata().getName().equals("main"))
        .collect(
            Collectors.toMap(
                summary -> summary.getMetadata().getName(),
                summary -> summary.getMetadata().getResourceVersion()));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void writesWhoseOutcomeIsUnknownLoseAndDoubleNothing() throws InterruptedException {
    workload.index();
    try (RunningOperator operator = RunningOperator.in(site.server(), "busy");
        SkahaLoad load = load(25, Duration.ofSeconds(5)).fill(20)) {
      workload.awaitReady();
      ContractReader reader = ContractReader.of(workload);
      load.start();
      for (int round = 0; round < 4; round++) {
        site.server().loseAnswers(3, "update", "sessionsummaries/status");
        site.server().loseAnswers(2, "create", "sessionsummaries");
        site.server().failNext(3, 500, "update", "sessionsummaries/status");
        site.server().failNext(2, 409, "update", "sessionsummaries/status");
        site.server().failNext(2, 504, "create", "sessionsummaries");
        site.server().failNext(2, 429, "update", "sessionsummaries/status");
        Thread.sleep(1000);
      }
      assertThat(load.await(Duration.ofSeconds(20))).isTrue();
      assertThat(reader.violations()).isEmpty();
      assertThat(reader.checks()).isGreaterThan(20);
      workload.awaitRecount();
      assertThat(operator.operator().listsAfterStart()).isZero();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void faultsUnderLoadBreakNoPromise() throws InterruptedException {
    workload.index();
    try (RunningOperator operator = RunningOperator.in(site.server(), "busy");
        SkahaLoad load = load(25, Duration.ofSeconds(12)).fill(30)) {
      workload.awaitReady();
      ContractReader reader = ContractReader.of(workload);
      load.start();
      Thread.sleep(1000);
      site.server().stallWatches("jobs");
      Thread.sleep(3000);
      site.server().cutWatches();
      Thread.sleep(2000);
      site.server().stop();
      Thread.sleep(300);
      site.server().startAgain();
      Thread.sleep(2000);
      site.server().freeze();
      Thread.sleep(1000);
      site.server().thaw();
      assertThat(load.await(Duration.ofSeconds(20))).isTrue();
      assertThat(reader.violations()).isEmpty();
      workload.awaitProvenAfter(Instant.now());
      workload.awaitRecount();
      assertThat(operator.ask("/livez")).isEqualTo("ok\n");
    }
  }
}
