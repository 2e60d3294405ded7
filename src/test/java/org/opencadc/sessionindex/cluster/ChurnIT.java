package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.api.SessionSummaryStatus.NodesSummary;
import org.opencadc.sessionindex.api.Sessions;
import org.opencadc.sessionindex.testserver.LoadPlan;
import org.opencadc.sessionindex.testserver.SkahaLoad;
import org.opencadc.sessionindex.testserver.SkahaLoad.Deed;

/** Sessions come, run, end, fail and go, and the summaries say what LISTs say. */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChurnIT {
  private static final int NODES = 8;
  private static final int DEEDS = 240;
  private static final int PER_SECOND = 12;

  @RegisterExtension static final Installation installed = Installation.full();

  private static Published published;

  @BeforeAll
  static void start() {
    published = installed.published();
    published.createIndex(Published.workers());
    installed.startOperator();
  }

  @Test
  @Order(1)
  void equalsARecountAfterChurnWithARestartInBetween() throws InterruptedException {
    LoadPlan plan =
        LoadPlan.of(installed.namespace())
            .withUsers(12)
            .withNodes(NODES)
            .withRate(PER_SECOND, Duration.ofSeconds(DEEDS / PER_SECOND))
            .withSessions(90, Duration.ofSeconds(4));
    long relisted;
    try (SkahaLoad load = new SkahaLoad(installed.admin(), plan)) {
      load.createNodes().fill(25).start();
      awaitDeeds(load, DEEDS / 3);
      relisted = installed.operator().listsAfterStart();
      installed.stopOperator();
      awaitDeeds(load, DEEDS / 2);
      installed.startOperator();
      Awaitility.await("ready").atMost(Duration.ofSeconds(60)).until(this::ready);
      long returned = objectsReturnedByLists();
      assertThat(load.await(Duration.ofSeconds(90))).isTrue();

      assertThat(load.counters()).containsKeys(Deed.STARTED, Deed.DELETED, Deed.RELABELLED);
      assertThat(objectsReturnedByLists()).as("objects that LISTs returned").isEqualTo(returned);
    }
    published.awaitEqualToRecount();
    assertThat(relisted).isZero();
    assertThat(installed.operator().listsAfterStart()).isZero();
    Sessions sessions = published.platform().sessions();
    assertThat(sessions.total()).isPositive();
    assertThat(sessions.running()).isPositive();
  }

  private boolean ready() {
    return installed.operator().notReady() == null;
  }

  private static void awaitDeeds(SkahaLoad load, long count) {
    Awaitility.await(count + " deeds")
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> load.counters().values().stream().mapToLong(Long::longValue).sum() >= count + 25);
  }

  /** How many Jobs and Pods the API server has handed out by LISTs, to anybody. */
  private static long objectsReturnedByLists() {
    String metrics = installed.admin().raw("/metrics");
    Matcher counters =
        Pattern.compile("apiserver_cache_list_returned_objects_total\\{([^}]*)\\} ([0-9.e+]+)")
            .matcher(metrics);
    long sum = 0;
    boolean seen = false;
    while (counters.find()) {
      boolean ours = counters.group(1).contains("jobs") || counters.group(1).contains("pods");
      seen |= ours;
      sum += ours ? (long) Double.parseDouble(counters.group(2)) : 0;
    }
    assertThat(seen).as("the API server counts what LISTs return").isTrue();
    return sum;
  }

  @Test
  @Order(2)
  void followsNodes() {
    NodesSummary before = published.platform().nodes();
    installed.kubectl("cordon", "worker-001").orThrow();
    installed.kubectl("label", "node", "worker-002", "skaha.opencadc.org/node-type-").orThrow();
    installed.kubectl("delete", "node", "worker-003", "--wait=false").orThrow();

    Awaitility.await("nodes")
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              NodesSummary now = published.platform().nodes();
              assertThat(now.selected()).isEqualTo(before.selected() - 2);
              assertThat(now.cordoned()).isPositive();
              assertThat(now.selected()).isEqualTo(now.schedulable() + now.cordoned());
            });
    published.awaitEqualToRecount();
  }

  @Test
  @Order(3)
  void followsASessionToAnotherUserAndKind() {
    Job job = installed.admin().batch().v1().jobs().list().getItems().get(0);
    installed
        .admin()
        .resource(job)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"labels\":{\"canfar.net/id\":\"moved0001\","
                + "\"canfar.net/username\":\"Somebody_Else\",\"canfar.net/kind\":\"carta\"}}}");

    Awaitility.await("moved")
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              SessionSummaryStatus user = published.user("Somebody_Else");
              assertThat(user).isNotNull();
              assertThat(user.sessions().byKind()).containsOnlyKeys("carta");
            });
    published.awaitEqualToRecount();
  }

  @Test
  @Order(4)
  void whoeverHasNoSessionLosesTheirSummaryAfterAWhile() {
    long users = published.users().size();
    assertThat(users).isGreaterThan(5);
    installed
        .admin()
        .batch()
        .v1()
        .jobs()
        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
        .delete();

    Awaitility.await("no sessions")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(published.platform().sessions().total()).isZero();
              assertThat(published.platform().users()).isEmpty();
            });
    // not at once: a user who starts the next session would only cause more writes
    assertThat(published.users()).hasSize((int) users);
    published.awaitEqualToRecount();
    Awaitility.await("no user summaries")
        .atMost(Duration.ofSeconds(100))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> published.users().isEmpty());
    assertThat(published.live()).isTrue();
    assertThat(List.of(published.platform().resources().allocated().cpu())).containsExactly("0");
    assertThat(installed.operator().listsAfterStart()).isZero();
  }
}
