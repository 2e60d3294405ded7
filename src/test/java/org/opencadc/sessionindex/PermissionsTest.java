package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opencadc.sessionindex.Workload.soon;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.testserver.ApiServer;

/** Each part is published by what its own sources may see, and heals by itself. */
class PermissionsTest {
  private static Site site;

  @BeforeAll
  static void start() {
    site = Site.installed();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void refusedNodesCostCapacityAlone() {
    try (Site own = Site.installed()) {
      own.server().deny("list", "nodes");
      Workload workload = own.workload("nodeless").index();
      workload.start("notebook", "adal");
      try (RunningOperator operator = RunningOperator.in(own.server(), "nodeless")) {
        soon().until(() -> running(workload) == 1);

        SessionSummaryStatus platform = workload.platform();
        assertThat(platform.nodes()).isNull();
        assertThat(platform.resources().capacity()).isNull();
        assertThat(platform.resources().allocatable()).isNull();
        assertThat(platform.resources().allocated().cpu()).isEqualTo("1");
        workload.awaitCondition(Workload.INDEX, "SourcesLive", "False", "Forbidden");
        assertThat(workload.condition("SourcesLive").getMessage()).contains("list nodes");
        assertThat(workload.condition("Ready").getStatus()).isEqualTo("True");

        own.server().allow("list", "nodes");
        soon().until(() -> workload.platform().nodes() != null);
        workload.awaitRecount();
        workload.awaitCondition(Workload.INDEX, "SourcesLive", "True", "Proven");
        assertThat(operator.ask("/readyz")).isEqualTo("ok\n");
      }
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void withoutListingPodsNothingIsPublished() {
    nothingIsPublishedWithout("list", "no-list");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void withoutWatchingPodsNothingIsPublished() {
    nothingIsPublishedWithout("watch", "no-watch");
  }

  private static void nothingIsPublishedWithout(String verb, String namespace) {
    ApiServer server = site.server();
    server.deny(verb, "pods", namespace);
    Workload workload = site.workload(namespace).index();
    workload.start("notebook", "adal");
    long mark = server.log().mark();
    try (RunningOperator operator = RunningOperator.in(server, namespace)) {
      workload.awaitCondition(Workload.INDEX, "SourcesLive", "False", "Forbidden");
      assertThat(workload.condition("SourcesLive").getMessage())
          .contains("missing permission: " + verb + " pods");
      assertThat(workload.condition("Ready").getStatus()).isEqualTo("False");
      assertThat(workload.summaries()).isEmpty();
      assertThat(operator.ask("/readyz")).contains(namespace);
      assertThat(operator.ask("/metrics"))
          .as("what is never begun is not known")
          .contains("session_index_published_age_seconds{namespace=\"" + namespace + "\"} +Inf");
      assertThat(workload.lists(mark)).noneMatch(request -> request.resource().equals("pods"));

      server.allow(verb, "pods", namespace);
      workload.awaitReady();
      workload.awaitRecount();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatMayNotBeDeletedKeepsTheIndexFromNothing() {
    site.server().deny("delete", "sessionsummaries", "no-delete");
    Workload workload = site.workload("no-delete").index();
    workload.start("notebook", "adal");
    SessionSummary squatter = new SessionSummary();
    squatter.setMetadata(
        new ObjectMetaBuilder().withName("main.eve").withNamespace("no-delete").build());
    squatter.setSpec(SessionSummarySpec.user("main", "mallory"));
    site.admin().resource(squatter).create();
    try (RunningOperator operator = RunningOperator.in(site.server(), "no-delete")) {
      workload.awaitReady();
      workload.awaitCondition(Workload.INDEX, "SourcesLive", "True", "Proven");
      assertThat(workload.summary("main.eve")).isNotNull();
      assertThat(operator.ask("/readyz")).isEqualTo("ok\n");

      site.server().allow("delete", "sessionsummaries", "no-delete");
      soon().until(() -> workload.summary("main.eve") == null);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aWatchThatIsRefusedAlthoughItIsAllowedCausesNoStormOfLists() throws InterruptedException {
    try (Site own = Site.installed()) {
      own.server().failNext(1_000_000, 403, "watch", "pods");
      Workload workload = own.workload("refused").index();
      long mark = own.server().log().mark();
      workload.start("notebook", "adal");
      try (RunningOperator operator = RunningOperator.in(own.server(), "refused")) {
        Thread.sleep(5000);
        assertThat(operator.ask("/readyz")).contains("refused");
      }
      assertThat(workload.summaries()).isEmpty();
      assertThat(workload.lists(mark))
          .filteredOn(r -> r.resource().equals("pods"))
          .hasSizeBetween(1, 3);
      assertThat(workload.condition("SourcesLive").getMessage()).contains("pods was refused");
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void missingCrdsAreAwaited() {
    try (Site bare = new Site()) {
      Workload workload = bare.workload("bare");
      try (RunningOperator operator = RunningOperator.waiting(bare.server(), "bare")) {
        soon().until(() -> operator.ask("/readyz").contains("is not installed"));
        assertThat(operator.ask("/readyz")).contains("sessionindexes.skaha.opencadc.org");
        assertThat(operator.ask("/livez")).isEqualTo("ok\n");

        bare.installCrds();
        workload.index();
        workload.start("notebook", "adal");
        workload.awaitReady();
        workload.awaitProvenAfter(Instant.now());
        workload.awaitRecount();
        assertThat(operator.ask("/readyz")).isEqualTo("ok\n");
      }
    }
  }

  private static long running(Workload workload) {
    SessionSummaryStatus platform = workload.platform();
    return platform == null ? -1 : platform.sessions().running();
  }
}
