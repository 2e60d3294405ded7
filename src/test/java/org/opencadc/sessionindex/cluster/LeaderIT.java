package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.testserver.SkahaJobs;

/** Two replicas as processes of their own: one writes, and the other takes over. */
@Tag("cluster")
class LeaderIT {
  private static final Duration LEASE_RUNS_OUT = Duration.ofSeconds(25);

  /** Seconds, on a machine with time to spare; without a release it takes 14 at the least. */
  private static final Duration RELEASED = Duration.ofSeconds(12);

  private static final String LEADS = "\nsession_index_leader 1.0";
  private static final String STANDS_BY = "\nsession_index_leader 0.0";
  private static final Pattern WRITES =
      Pattern.compile("(?m)^session_index_writes_total\\{[^}]*\\} ([0-9.E+]+)$");
  private static final Pattern SERVER_WRITES =
      Pattern.compile(
          "(?m)^apiserver_request_total\\{[^}]*resource=\"sessionsummaries\"[^}]*"
              + "verb=\"(?:PUT|POST|PATCH|DELETE)\"[^}]*\\} ([0-9.e+]+)$");

  @RegisterExtension static final Installation installed = Installation.apiOnly();

  private static Published published;

  private final List<OperatorProcess> replicas = new CopyOnWriteArrayList<>();
  private SkahaJobs jobs;
  private int sessions;

  @BeforeAll
  static void up() {
    published = installed.published().createIndex(null);
  }

  @Test
  void oneWritesAndTheOtherTakesOver() throws InterruptedException {
    jobs = SkahaJobs.seeded(11, installed.namespace());
    startSession();
    try {
      OperatorProcess first = replica();
      soon("leads").until(() -> first.get("/metrics").contains(LEADS));
      OperatorProcess second = standby();
      startSession();
      published.awaitEqualToRecount();
      assertThat(writes(WRITES, first.get("/metrics"))).isPositive();
      assertThat(writes(WRITES, second.get("/metrics"))).isZero();

      first.signal("TERM");
      takesOver(second, RELEASED);
      assertThat(first.awaitExit(Duration.ofSeconds(10))).isEqualTo(143);
      assertThat(first.log()).doesNotContain("the Lease is lost");

      OperatorProcess third = standby();
      second.signal("KILL");
      takesOver(third, LEASE_RUNS_OUT);

      OperatorProcess fourth = standby();
      third.signal("STOP");
      takesOver(fourth, LEASE_RUNS_OUT);
      whoWasPausedWritesNothing(third, fourth);
    } finally {
      replicas.forEach(OperatorProcess::close);
    }
  }

  private OperatorProcess replica() {
    OperatorProcess replica =
        OperatorProcess.start(
            installed.cluster(),
            Map.of(
                "SESSION_INDEX_LEADER_ELECTION",
                "true",
                "SESSION_INDEX_LEASE_NAMESPACE",
                LocalCluster.OPERATOR));
    replicas.add(replica);
    return replica;
  }

  /** Starts a replica beside a leader and waits until it is ready, and warm. */
  private OperatorProcess standby() {
    OperatorProcess replica = replica();
    soon("ready").until(() -> replica.get("/readyz").equals("ok\n"));
    soon("warm")
        .until(
            () -> {
              String metrics = replica.get("/metrics");
              return total(metrics) == sessions && metrics.contains(STANDS_BY);
            });
    return replica;
  }

  private static long total(String metrics) {
    return writes(Pattern.compile("(?m)^session_index_sessions\\{[^}]*\\} ([0-9.]+)$"), metrics);
  }

  /** Watches what readers see until the replica leads, and then publishes what is new. */
  private void takesOver(OperatorProcess next, Duration within) {
    int before = sessions;
    long begun = System.nanoTime();
    long[] unlive = new long[1];
    while (!next.get("/metrics").contains(LEADS)) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(within);
      long step = System.nanoTime();
      SessionSummaryStatus platform = published.platform();
      assertThat(platform.sessions().total()).as("never zeroed").isEqualTo(before);
      if (!published.live()) {
        unlive[0] += System.nanoTime() - step;
      }
    }
    System.out.printf(
        "took over in %d ms%n", Duration.ofNanos(System.nanoTime() - begun).toMillis());
    assertThat(Duration.ofNanos(unlive[0])).isLessThan(within);
    startSession();
    published.awaitEqualToRecount();
    assertThat(published.platform().sessions().total()).isEqualTo(sessions);
    assertThat(published.live()).isTrue();
    soon("every user is compared").until(() -> published.platform().publishedThrough() != null);
    assertThat(writes(WRITES, next.get("/metrics"))).isPositive();
    assertThat(next.get("/metrics"))
        .as("it was warm: no LIST but the first")
        .contains("session_index_source_lists{namespace=\"skaha-workload\",resource=\"jobs\"} 1");
  }

  private void whoWasPausedWritesNothing(OperatorProcess paused, OperatorProcess leader)
      throws InterruptedException {
    startSession();
    published.awaitEqualToRecount();
    long ofLeader = writes(WRITES, leader.get("/metrics"));
    long ofAll = writes(SERVER_WRITES, installed.admin().raw("/metrics"));

    paused.signal("CONT");
    assertThat(paused.awaitExit(Duration.ofSeconds(15))).as("it ends at once").isEqualTo(1);

    assertThat(paused.log()).contains("the Lease is lost, and another replica may write");
    startSession();
    published.awaitEqualToRecount();
    // in this order nothing that the leader wrote is missing on its side
    long allSince = writes(SERVER_WRITES, installed.admin().raw("/metrics")) - ofAll;
    long leaderSince = writes(WRITES, leader.get("/metrics")) - ofLeader;
    assertThat(allSince).as("writes that arrived").isPositive().isLessThanOrEqualTo(leaderSince);
  }

  private static long writes(Pattern counter, String metrics) {
    Matcher counts = counter.matcher(metrics);
    double sum = 0;
    while (counts.find()) {
      sum += Double.parseDouble(counts.group(1));
    }
    return Math.round(sum);
  }

  private void startSession() {
    installed.admin().resource(jobs.session("headless", "adal").job()).create();
    sessions++;
  }

  private static ConditionFactory soon(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(300));
  }
}
