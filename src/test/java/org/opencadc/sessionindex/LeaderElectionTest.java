package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opencadc.sessionindex.Workload.soon;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.testserver.RequestLog;

/** Of two replicas one writes; the other follows and waits. */
class LeaderElectionTest {
  private static final String LEASES = "operators";
  private static final String LEADS = "\nsession_index_leader 1.0";
  private static final String SERVES = "\nsession_index_sessions{";
  private static final String PUBLISHES = "\nsession_index_published_age_seconds{";
  private static final String STANDS_BY = "\nsession_index_leader 0.0";

  private final Site site = Site.installed();
  private final AtomicInteger lost = new AtomicInteger();
  private Workload workload;

  @BeforeEach
  void start() {
    site.server().namespace(LEASES);
    workload = site.workload("replicated").index();
    workload.start("notebook", "adal");
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private RunningOperator replica() {
    return RunningOperator.replica(
        site.server(), LEASES, lost::incrementAndGet, workload.namespace());
  }

  private static boolean shows(RunningOperator operator, String metric) {
    return operator.ask("/metrics").contains(metric);
  }

  private static boolean hasWritten(RunningOperator operator) {
    return operator.ask("/metrics").contains("session_index_writes_total{");
  }

  @Test
  void aStandbyIsWarmWritesNothingAndTakesOver() {
    try (RunningOperator second = first()) {
      soon().until(() -> second.ask("/readyz").equals("ok\n"));
      workload.start("desktop", "bob");
      workload.awaitRecount();
      soon().until(() -> second.ask("/metrics").contains("status=\"Running\"} 2.0"));
      assertThat(shows(second, STANDS_BY)).isTrue();
      assertThat(shows(second, PUBLISHES)).isFalse();
      assertThat(hasWritten(second)).isFalse();
      long mark = site.server().log().mark();

      leader.close();
      Awaitility.await("takes over")
          .atMost(Duration.ofSeconds(5))
          .until(() -> shows(second, LEADS));

      workload.start("carta", "carol");
      soon().until(() -> workload.user("carol") != null);
      workload.awaitRecount();
      assertThat(hasWritten(second)).isTrue();
      assertThat(workload.writes(mark, "sessionsummaries"))
          .as("what was right is not written again")
          .noneMatch(write -> write.name().endsWith("adal"));
      assertThat(workload.lists(mark))
          .as("it was warm, and only looks once at what is published")
          .extracting(RequestLog.Request::resource)
          .containsOnly("sessionsummaries");
      soon().until(() -> workload.platform().publishedThrough() != null);
      assertThat(lost).as("given up, not lost").hasValue(0);
    }
  }

  private RunningOperator leader;

  /** Starts a leader and a replica that stands by, which is returned. */
  private RunningOperator first() {
    leader = replica();
    workload.awaitReady();
    workload.awaitRecount();
    assertThat(shows(leader, LEADS)).isTrue();
    return replica();
  }

  /** A user's summary that it is not shown, and whose sessions end just then, would stay. */
  @Test
  void whoTakesOverPublishesNothingBeforeItIsShownWhatThereIs() {
    try (RunningOperator second = first()) {
      soon().until(() -> shows(second, SERVES));
      site.server().stallWatches("sessionsummaries");
      Job job = workload.start("carta", "carol");
      soon().until(() -> workload.user("carol") != null);
      leader.close();
      workload.delete(job);

      soon().until(() -> shows(second, LEADS));
      Condition ready = workload.awaitCondition(Workload.INDEX, "Ready", "False", "Starting");
      assertThat(ready.getMessage()).isEqualTo("the summaries that are there are not known yet");
      assertThat(hasWritten(second)).isFalse();

      site.server().resumeWatches("sessionsummaries");
      workload.awaitReady();
      workload.awaitRecount();
    }
  }

  /** A platform's summary must not claim to be fresh when its users' go one by one. */
  @Test
  void whoTakesOverEndsWhatTheOneBeforeDidNot() {
    try (RunningOperator second = first()) {
      soon().until(() -> shows(second, SERVES));
      site.server().garbageCollection(false);
      site.server().deny("delete", "sessionsummaries");
      workload.deleteIndex(Workload.INDEX);
      soon().until(() -> !shows(second, SERVES));

      leader.close();
      assertThat(workload.summary(Workload.INDEX)).isNotNull();
      site.server().allow("delete", "sessionsummaries");
      soon().until(() -> workload.summary(Workload.INDEX) == null);
    }
  }

  @Test
  void whoLosesTheLeaseWritesNoMoreAndEnds() {
    try (RunningOperator only = replica()) {
      workload.awaitReady();
      workload.awaitRecount();
      site.admin()
          .leases()
          .inNamespace(LEASES)
          .withName("session-index")
          .patch(PatchContext.of(PatchType.JSON_MERGE), theft());
      soon().until(() -> lost.get() > 0);
      long mark = site.server().log().mark();
      assertThat(shows(only, STANDS_BY)).isTrue();
      workload.start("desktop", "bob");
      soon().until(() -> only.ask("/metrics").contains("status=\"Running\"} 2.0"));
      assertThat(workload.user("bob")).isNull();
      assertThat(workload.writes(mark, "sessionsummaries")).isEmpty();
    }
  }

  private static String theft() {
    return "{\"spec\":{\"holderIdentity\":\"thief\",\"renewTime\":\"%s\"}}"
        .formatted(Instant.now().truncatedTo(ChronoUnit.MICROS));
  }

  @Test
  void aServerThatDoesNotAnswerCostsTheLease() {
    try (RunningOperator only = replica()) {
      workload.awaitReady();
      soon().until(() -> shows(only, LEADS));
      site.server().freeze();
      soon().until(() -> shows(only, STANDS_BY));
      soon().until(() -> lost.get() > 0);
      site.server().thaw();
    }
  }

  @Test
  void withoutLeaveForLeasesNobodyLeadsAndItIsSaid() {
    site.server().deny("create", "leases", LEASES);
    try (RunningOperator operator = replica()) {
      soon()
          .until(
              () ->
                  operator
                      .ask("/readyz")
                      .contains(
                          "no leader can be elected: create leases in namespace operators: HTTP"
                              + " 403"));
      assertThat(workload.summaries()).isEmpty();
      site.server().allow("create", "leases", LEASES);
      workload.awaitReady();
      workload.awaitRecount();
      assertThat(operator.ask("/readyz")).isEqualTo("ok\n");
    }
  }
}
