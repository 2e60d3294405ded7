package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opencadc.sessionindex.Workload.soon;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.testserver.ApiServer;

/** Figures are never called fresher than they are, whatever breaks, and recover by themselves. */
class FreshnessTest {
  private final Site site = Site.installed();
  private final ApiServer server = site.server();
  private final Workload workload = site.workload("fresh").index();
  private RunningOperator operator;

  @BeforeEach
  void start() {
    workload.start("notebook", "adal");
    operator = RunningOperator.in(server, "fresh");
    workload.awaitReady();
  }

  @AfterEach
  void stop() {
    operator.close();
    site.close();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aStalledWatchOfJobsIsFoundOutAndReplaced() throws InterruptedException {
    server.stallWatches("jobs");

    honestUntilRecovered();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aStalledWatchOfPodsIsFoundOutAndReplaced() throws InterruptedException {
    server.stallWatches("pods");

    honestUntilRecovered();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aFrozenServerProvesNothing() throws InterruptedException {
    server.freeze();
    Instant frozen = Instant.now();
    Thread.sleep(1500);
    server.thaw();

    assertThat(workload.provenAt()).isBefore(frozen.plusMillis(600));
    honestUntilRecovered();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void cutWatchesGoOnWithoutAList() throws InterruptedException {
    // a watch that breaks before it has shown anything is listed anew by the client library
    site.poke();
    honestUntilRecovered();
    long mark = server.log().mark();
    server.cutWatches();

    honestUntilRecovered();
    assertThat(workload.lists(mark)).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRestartedServerIsListedOnceMore() throws InterruptedException {
    long total = workload.platform().sessions().total();
    Job gone = workload.start("headless", "ghost");
    soon().until(() -> workload.platform().sessions().total() == total + 1);
    long mark = server.log().mark();
    server.stop();
    server.startAgain();
    workload.delete(gone);

    honestUntilRecovered();
    assertThat(workload.platform().sessions().total()).isEqualTo(total + 1);
    assertThat(workload.lists(mark).stream().filter(r -> r.resource().equals("jobs")))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void expiredHistoryIsListedAnew() throws InterruptedException {
    server.stop();
    server.expireHistory();
    server.startAgain();
    server.expireHistory();

    honestUntilRecovered();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRestoredEtcdIsFollowedBack() throws InterruptedException {
    long backup = server.backup();
    long total = workload.platform().sessions().total();
    for (int i = 0; i < 5; i++) {
      workload.start("headless", "lost");
    }
    soon().until(() -> workload.platform().sessions().total() == total + 5);
    server.restore(backup);

    honestUntilRecovered();
    assertThat(workload.platform().sessions().total()).isEqualTo(total + 1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void withoutPermissionToListNothingIsProven() throws InterruptedException {
    server.deny("list", "jobs");
    Instant denied = Instant.now();
    workload.awaitCondition(Workload.INDEX, "SourcesLive", "False", "Forbidden");
    assertThat(workload.condition("SourcesLive").getMessage()).contains("list jobs");
    site.poke();
    Thread.sleep(1500);

    assertThat(workload.provenAt()).isBefore(denied.plusMillis(100));
    server.allow("list", "jobs");
    honestUntilRecovered();
    workload.awaitCondition(Workload.INDEX, "SourcesLive", "True", "Proven");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void withoutPermissionToWatchACutWatchProvesNothing() throws InterruptedException {
    server.deny("watch", "pods");
    server.cutWatches();
    Job unseen = workload.start("headless", "unseen");
    Instant started = Instant.now();
    workload.awaitCondition(Workload.INDEX, "SourcesLive", "False", "Forbidden");
    site.poke();
    Thread.sleep(1000);

    assertThat(workload.condition("SourcesLive").getMessage()).contains("watch pods");
    assertThat(workload.provenAt()).isBefore(started.plusMillis(100));
    server.allow("watch", "pods");
    workload.delete(unseen);
    honestUntilRecovered();
  }

  /**
   * Starts a session and reads until it is counted: as long as it is not, no proof later than the
   * answer to its creation may be claimed.
   */
  private void honestUntilRecovered() throws InterruptedException {
    String user = "after-" + System.nanoTime() % 1_000_000;
    workload.start(workload.session("headless", user).startAfter(Duration.ZERO));
    Instant answered = Instant.now();
    Instant deadline = answered.plusSeconds(30);
    SessionSummaryStatus platform = workload.platform();
    while (platform.users().stream()
        .noneMatch(u -> u.username().equals(user) && u.running() == 1)) {
      boolean counted = platform.users().stream().anyMatch(u -> u.username().equals(user));
      assertThat(counted ? answered : workloadProven(platform)).isBeforeOrEqualTo(answered);
      assertThat(Instant.now()).as("recovered by now").isBefore(deadline);
      Thread.sleep(50);
      platform = workload.platform();
    }
    workload.awaitProvenAfter(answered);
    workload.awaitRecount();
  }

  private static Instant workloadProven(SessionSummaryStatus platform) {
    return Instant.parse(platform.heartbeat().validUntil()).minus(Workload.VALID_FOR);
  }
}
