package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opencadc.sessionindex.Workload.soon;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several namespaces in one process, named or all, which come and go while it runs. */
class NamespacesTest {
  private final Site site = Site.installed();

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void aRefusedNamespaceIsLeftOutUntilItIsPermitted() {
    site.server().deny("list", "sessionindexes", "refused");
    Workload served = site.workload("served").index();
    Workload refused = site.workload("refused").index();
    served.start("notebook", "adal");
    refused.start("desktop", "bob");
    try (RunningOperator operator = RunningOperator.in(site.server(), "served", "refused")) {
      served.awaitReady();
      served.awaitRecount();
      assertThat(operator.ask("/readyz"))
          .isEqualTo("ok\nmissing permission: list sessionindexes in namespace refused\n");
      assertThat(operator.ask("/metrics"))
          .contains(
              "session_index_namespace_permitted{namespace=\"refused\"} 0",
              "session_index_namespace_permitted{namespace=\"served\"} 1");
      assertThat(refused.summaries()).isEmpty();

      long mark = site.server().log().mark();
      site.server().allow("list", "sessionindexes", "refused");
      refused.awaitReady();
      refused.awaitRecount();
      assertThat(operator.ask("/readyz")).isEqualTo("ok\n");
      assertThat(served.lists(mark))
          .as("what was served already is not listed again")
          .noneMatch(request -> request.namespace().equals("served"));
      served.start("notebook", "carol");
      served.awaitRecount();

      site.server().deny("list", "sessionindexes", "refused");
      soon()
          .until(
              () ->
                  operator
                      .ask("/metrics")
                      .contains("session_index_namespace_permitted{namespace=\"refused\"} 0"));
      assertThat(operator.ask("/readyz")).contains("ok\n", "in namespace refused");
      assertThat(operator.operator().listsAfterStart()).isZero();
    }
  }

  @Test
  void whereNoneIsPermittedItWaits() {
    site.server().deny("watch", "sessionindexes");
    Workload workload = site.workload("waiting").index();
    try (RunningOperator operator = RunningOperator.waiting(site.server(), "waiting", "other")) {
      soon()
          .until(
              () ->
                  operator
                      .ask("/readyz")
                      .equals(
                          "missing permission: watch sessionindexes in namespace other; missing"
                              + " permission: watch sessionindexes in namespace waiting\n"));
      site.server().allow("watch", "sessionindexes");
      workload.awaitReady();
      assertThat(operator.ask("/readyz")).isEqualTo("ok\n");
    }
  }

  /**
   * Permitted when it was asked, and refused when it is listed: one of the two controllers runs.
   */
  @Test
  void controllersThatDidNotStartWatchNoMore() {
    site.server().failNext(2, 403, "list", "sessionsummaries");
    Workload workload = site.workload("refusing");
    try (RunningOperator operator = RunningOperator.waiting(site.server(), "refusing")) {
      soon()
          .until(
              () ->
                  operator
                      .ask("/readyz")
                      .equals("the controllers of namespace refusing did not start\n"));
      soon().until(() -> site.server().openWatches("sessionsummaries") == 1);
      soon().until(() -> site.server().openWatches("sessionindexes") == 1);

      workload.index();
      workload.awaitReady();
      workload.awaitRecount();
      assertThat(operator.ask("/readyz")).isEqualTo("ok\n");
    }
  }

  @Test
  void allNamespacesAreServedThoseToComeToo() {
    Workload first = site.workload("first").index();
    first.start("notebook", "adal");
    try (RunningOperator operator = RunningOperator.in(site.server(), "*")) {
      first.awaitReady();
      Workload second = site.workload("second");
      second.start("desktop", "bob");
      second.start("headless", "bob");
      second.index();
      second.awaitReady();
      first.awaitRecount();
      second.awaitRecount();
      assertThat(first.platform().sessions().total()).isEqualTo(1);
      assertThat(second.platform().sessions().total()).isEqualTo(2);
      assertThat(sources(operator))
          .as("one of Nodes for both")
          .containsExactly("jobs first", "jobs second", "nodes", "pods first", "pods second");
      assertThat(operator.operator().listsAfterStart()).isZero();

      second.deleteIndex(Workload.INDEX);
      soon().until(() -> sources(operator).equals(List.of("jobs first", "nodes", "pods first")));
      soon().until(() -> site.server().openWatches("jobs") == 1);
      soon().until(() -> site.server().openWatches("pods") == 1);
      // a canary may be watching them, too, for a moment
      soon().until(() -> site.server().openWatches("nodes") == 1);
      soon().until(() -> second.summaries().isEmpty());

      second.index();
      second.awaitReady();
      second.awaitRecount();
      first.awaitRecount();
      assertThat(operator.ask("/readyz")).isEqualTo("ok\n");
      assertThat(operator.operator().listsAfterStart()).isZero();
    }
  }

  private static List<String> sources(RunningOperator operator) {
    return operator.operator().sources().stream()
        .map(state -> state.collection())
        .map(of -> of.resource() + (of.namespace() == null ? "" : " " + of.namespace()))
        .sorted()
        .toList();
  }
}
