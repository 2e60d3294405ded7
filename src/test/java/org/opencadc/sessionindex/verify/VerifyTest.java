package org.opencadc.sessionindex.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencadc.sessionindex.api.SessionIndexStatus;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

class VerifyTest {
  private final FakeCluster cluster = new FakeCluster();

  @Test
  void equalSummariesNeedOneRound() {
    cluster.publish();

    VerifyReport report = cluster.verify(false).run("main");

    assertThat(report.exitCode()).isZero();
    assertThat(report.rounds()).isOne();
    assertThat(report.lagSeconds()).isZero();
    assertThat(report.usersCompared()).isEqualTo(3);
    assertThat(report.rowsCompared()).isEqualTo(13);
    assertThat(report.listBytes()).isEqualTo(300);
    assertThat(report.listMillis()).isEqualTo(6);
    assertThat(report.getBytes()).isEqualTo(100);
    assertThat(report.getMillis()).isEqualTo(2);
  }

  @Test
  void indexIsFoundWhenNotNamed() {
    cluster.publish();

    assertThat(cluster.verify(false).run(null).index()).isEqualTo("main");
  }

  @Test
  void wrongFigureIsFoundOnAQuietCluster() {
    cluster.publish();
    cluster.jobs.remove(0);

    VerifyReport report = cluster.verify(false).run("main");

    assertThat(report.exitCode()).isOne();
    assertThat(report.rounds()).isEqualTo(2);
    assertThat(report.differences())
        .contains(
            new Difference("platform", "sessions.total", "12", "13"),
            new Difference("user adal", "sessions.total", "5", "6"),
            new Difference("user adal", "rows[unexpected]", "absent", "present"));
    assertThat(report.toString()).doesNotContain("k3x9tq2a");
    assertThat(cluster.verify(true).run("main").toString()).contains("k3x9tq2a");
  }

  @Test
  void waitsUntilTheSummariesReflectTheLists() {
    cluster.publish(Recount.of(List.of(), List.of(), cluster.nodes, null), "97");
    cluster.version = 100;

    VerifyReport report = publishedAtTheSixthPause();

    assertThat(report.exitCode()).isZero();
    assertThat(report.lagSeconds()).isEqualTo(3.0);
    assertThat(report.rounds()).isOne();
  }

  /** What is reported when all that is right is published while verify waits for it. */
  private VerifyReport publishedAtTheSixthPause() {
    CatchUp.Pause pause =
        duration -> {
          cluster.now = cluster.now.plus(duration);
          if (++cluster.pauses == 6) {
            cluster.publish();
          }
        };
    return new Verify(cluster, "ns", cluster, pause, Duration.ofSeconds(60), false).run("main");
  }

  @Test
  void waitsUntilThePlatformVouchesForTheUsers() throws JsonProcessingException {
    publishWithoutVouching();
    AtomicInteger lists = new AtomicInteger();
    cluster.beforeSummaries = lists::incrementAndGet;

    VerifyReport report = publishedAtTheSixthPause();

    assertThat(report.exitCode()).isZero();
    assertThat(report.lagSeconds()).isEqualTo(3.0);
    assertThat(lists).as("of all summaries").hasValue(1);
  }

  @Test
  void usersForWhomNobodyVouchesAreNotEqual() throws JsonProcessingException {
    publishWithoutVouching();

    VerifyReport report = cluster.verify(false, Duration.ZERO).run("main");

    assertThat(report.differences()).isEmpty();
    assertThat(report.caughtUp()).isFalse();
    assertThat(report.exitCode()).isEqualTo(2);
  }

  /** Each summary says for itself what it reflects. */
  private void publishWithoutVouching() throws JsonProcessingException {
    cluster.publish();
    ObjectNode platform = observed(cluster.platform);
    platform.remove("publishedThrough");
    cluster.platform = Given.JSON.treeToValue(platform, SessionSummaryStatus.class);
    for (Map.Entry<String, SessionSummaryStatus> user : cluster.users.entrySet()) {
      ObjectNode status = observed(user.getValue());
      user.setValue(Given.JSON.treeToValue(status, SessionSummaryStatus.class));
    }
  }

  private ObjectNode observed(SessionSummaryStatus status) {
    ObjectNode observed = Given.JSON.valueToTree(status);
    String version = String.valueOf(cluster.version);
    observed.withObject("/observed").put("jobs", version).put("pods", version);
    return observed;
  }

  @Test
  void summariesThatNeverCatchUpAreToldApart() {
    cluster.publish();
    cluster.version = 100;

    VerifyReport report = cluster.verify(false).run("main");

    assertThat(report.caughtUp()).isFalse();
    assertThat(report.differences())
        .extracting(Difference::field)
        .containsExactly("heartbeat.validUntil", "publishedThrough.validUntil", "nodes.validUntil");
    assertThat(report.exitCode()).isOne();
  }

  @Test
  void staleCountsAreDifferencesEvenWhenTheyNeverCatchUp() {
    cluster.publish();
    cluster.version = 100;
    cluster.jobs.remove(0);

    assertThat(cluster.verify(false).run("main").differences())
        .contains(new Difference("platform", "sessions.total", "12", "13"));
  }

  @Test
  void summariesNewerThanTheListAreNotDifferent() {
    cluster.publish();
    Runnable once =
        () -> {
          cluster.jobs.remove(0);
          cluster.version++;
          cluster.publish();
          cluster.beforeSummaries = () -> {};
        };
    cluster.beforeSummaries = once;

    VerifyReport report = cluster.verify(false).run("main");

    assertThat(report.exitCode()).isZero();
    assertThat(report.rounds()).isOne();
  }

  @Test
  void figureThatGoesAndComesBackBetweenTwoListsIsNotDifferent() {
    cluster.publish();
    Recount right = Recount.of(cluster.jobs, cluster.pods, cluster.nodes, null);
    Recount between = Recount.of(cluster.jobs.subList(1, 13), cluster.pods, cluster.nodes, null);
    cluster.beforeSummaries =
        () -> {
          cluster.publish(between, "98");
          cluster.beforeSummaries = () -> cluster.publish(right, "98");
        };

    VerifyReport report = cluster.verify(false).run("main");

    assertThat(report.exitCode()).isZero();
    assertThat(report.rounds()).isEqualTo(2);
  }

  @Test
  void summaryThatGoesWrongWhileItIsComparedIsFound() {
    Recount other = Recount.of(cluster.jobs.subList(1, 13), cluster.pods, cluster.nodes, null);
    List<Job> allButTheSecond = new ArrayList<>(cluster.jobs);
    String second = allButTheSecond.remove(1).getMetadata().getName();
    Recount wrong = Recount.of(allButTheSecond, cluster.pods, cluster.nodes, null);
    cluster.publish();
    cluster.beforeSummaries =
        () -> {
          cluster.publish(other, "98");
          cluster.beforeSummaries = () -> cluster.publish(wrong, "98");
        };

    VerifyReport report = cluster.verify(true).run("main");

    assertThat(report.differences())
        .extracting(Difference::field)
        .filteredOn(field -> field.startsWith("rows["))
        .containsExactly("rows[" + second + "]");
    assertThat(report.rounds()).isEqualTo(3);
  }

  @Test
  void figuresThatNeverRestAreUnsettled() {
    cluster.publish();
    cluster.beforeSummaries =
        () -> {
          cluster.jobs.remove(0);
          cluster.publish(Recount.of(cluster.jobs, List.of(), cluster.nodes, null), "98");
          cluster.jobs.remove(0);
        };

    VerifyReport report = cluster.verify(false).run("main");

    assertThat(report.unsettled()).contains(unsettledTotal(report));
    assertThat(report.rounds()).isEqualTo(5);
  }

  private static Difference unsettledTotal(VerifyReport report) {
    return report.unsettled().stream()
        .filter(each -> each.scope().equals("platform") && each.field().equals("sessions.total"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void expiredFiguresAreNotFresh() {
    cluster.publish();
    cluster.now = cluster.now.plusSeconds(45);

    assertThat(cluster.verify(false).run("main").differences())
        .contains(
            new Difference(
                "platform",
                "heartbeat.validUntil",
                "fresh, after 2026-11-23T08:00:45Z",
                "2026-11-23T08:00:45Z"));
  }

  @Test
  void refusedNodesAreANoteWhenNoneArePublished() {
    cluster.nodes = null;
    cluster.publish();

    VerifyReport report = cluster.verify(false).run("main");

    assertThat(report.exitCode()).isZero();
    assertThat(report.notes()).hasSize(1);
  }

  @Test
  void rowsThatAreLeftOutAreANote() throws JsonProcessingException {
    cluster.publish();
    ObjectNode adal = Given.JSON.valueToTree(cluster.users.get("adal"));
    ((ArrayNode) adal.get("rows")).remove(0);
    adal.putArray("conditions")
        .addObject()
        .put("type", "Truncated")
        .put("status", "True")
        .put("message", "5 of 6 sessions have rows; counts are exact");
    cluster.users.put("adal", Given.JSON.treeToValue(adal, SessionSummaryStatus.class));

    VerifyReport report = cluster.verify(false).run("main");

    assertThat(report.exitCode()).isZero();
    assertThat(report.notes())
        .containsExactly("users of whom rows are left out, as their summaries say: 1");
  }

  @Test
  void refusedNodesCannotBeComparedWithPublishedOnes() {
    cluster.publish();
    cluster.nodes = null;

    assertThatThrownBy(() -> cluster.verify(false).run("main"))
        .isInstanceOf(CannotCompareException.class)
        .hasMessageContaining("list nodes");
  }

  @Test
  void nodesThatAreRefusedToTheOperatorAloneAreANote() {
    cluster.nodes = null;
    cluster.publish();
    cluster.nodes = Given.workers();
    sourcesLive("False", "Forbidden");

    VerifyReport report = cluster.verify(false).run("main");

    assertThat(report.exitCode()).isZero();
    assertThat(report.notes()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"True, Proven", "False, NotProven"})
  void nodesThatAreNotPublishedThoughNobodyRefusesThemAreMissed(String status, String reason) {
    cluster.nodes = null;
    cluster.publish();
    cluster.nodes = Given.workers();
    sourcesLive(status, reason);

    VerifyReport report = cluster.verify(false).run("main");

    assertThat(report.differences())
        .contains(new Difference("platform", "nodes.selected", "5", "absent"));
    assertThat(report.notes()).isEmpty();
  }

  @Test
  void publishedNodesAreComparedWhateverElseIsRefused() {
    cluster.nodes = Given.workers().subList(1, 5);
    cluster.publish();
    cluster.nodes = Given.workers();
    sourcesLive("False", "Forbidden");

    assertThat(cluster.verify(false).run("main").differences())
        .contains(new Difference("platform", "nodes.selected", "5", "4"));
  }

  private void sourcesLive(String status, String reason) {
    Condition condition =
        new ConditionBuilder()
            .withType("SourcesLive")
            .withStatus(status)
            .withReason(reason)
            .build();
    cluster.indexStatus = new SessionIndexStatus(1L, "main", 0L, List.of(condition));
  }

  @Test
  void nothingPublishedCannotBeCompared() {
    assertThatThrownBy(() -> cluster.verify(false).run("main"))
        .isInstanceOf(CannotCompareException.class)
        .hasMessage("the SessionSummary main in namespace ns is not published");
    assertThatThrownBy(() -> cluster.verify(false).run("other"))
        .isInstanceOf(CannotCompareException.class)
        .hasMessage("there is no SessionIndex other in namespace ns");
  }

  @Test
  void slimObjectsCountTheSame() {
    Recount whole = Recount.of(cluster.jobs, cluster.pods, cluster.nodes, null);

    cluster.jobs.forEach(Slimming::slim);
    cluster.pods.forEach(Slimming::slim);
    cluster.nodes.forEach(Slimming::slim);

    assertThat(Recount.of(cluster.jobs, cluster.pods, cluster.nodes, null)).isEqualTo(whole);
  }

  @Test
  void versionsCompareByLengthFirst() {
    assertThat(Versions.compare("99", "100")).isNegative();
    assertThat(Versions.compare("100", "100")).isZero();
    assertThat(Versions.compare("101", "100")).isPositive();
    assertThat(Versions.compare(null, "1")).isNegative();
  }
}
