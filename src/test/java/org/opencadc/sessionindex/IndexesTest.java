package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opencadc.sessionindex.Workload.soon;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionIndexSpec.Generation;
import org.opencadc.sessionindex.api.SessionIndexSpec.Jobs;
import org.opencadc.sessionindex.api.SessionIndexSpec.Labels;
import org.opencadc.sessionindex.api.SessionIndexSpec.Nodes;
import org.opencadc.sessionindex.api.SessionIndexSpec.Publish;
import org.opencadc.sessionindex.testserver.SkahaSession;

/** Which index is served, and that a changed spec is. */
class IndexesTest {
  private static Site site;
  private static RunningOperator operator;

  @BeforeAll
  static void start() {
    site = Site.installed();
    operator = RunningOperator.in(site.server(), "two", "respecced", "refused");
    for (String namespace : List.of("two", "respecced", "refused")) {
      site.workload(namespace);
    }
  }

  @AfterAll
  static void stop() {
    operator.close();
    site.close();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theOldestIsServedUntilItGoes() throws InterruptedException {
    Workload workload = new Workload(site, "two").index("zulu", Workload.spec());
    workload.start("notebook", "adal");
    Thread.sleep(1100); // creation times have whole seconds
    workload.index("alpha", Workload.spec());

    workload.awaitCondition("zulu", "Ready", "True", "Publishing");
    workload.awaitCondition("alpha", "Ready", "False", "Duplicate");
    assertThat(workload.condition("alpha", "Ready").getMessage()).contains("zulu");
    soon().until(() -> workload.summary("zulu.adal") != null);
    assertThat(workload.summaries())
        .allMatch(summary -> summary.getSpec().indexName().equals("zulu"));

    workload.deleteIndex("zulu");
    workload.awaitCondition("alpha", "Ready", "True", "Publishing");
    soon().until(() -> workload.summary("alpha.adal") != null);
    soon()
        .until(
            () ->
                workload.summaries().stream()
                    .allMatch(summary -> summary.getSpec().indexName().equals("alpha")));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aChangedSpecIsApplied() {
    Workload workload = new Workload(site, "respecced").index();
    for (int i = 0; i < 12; i++) {
      workload.start("headless", "adal");
    }
    workload.start("notebook", "bob");
    workload.start(
        workload.session("notebook", "carol").generation(SkahaSession.Generation.LEGACY));
    workload.awaitReady();
    workload.awaitRecount();
    assertThat(workload.platform().users()).hasSize(3);

    workload.respec(spec(null, null, null, 1, 10));
    soon().until(() -> workload.platform().users().size() == 1);
    soon().until(() -> workload.user("adal").slices() != null);
    assertThat(workload.platform().usersOmitted()).isEqualTo(2);
    assertThat(workload.user("adal").rows()).hasSize(10);
    assertThat(workload.user("adal").sessions().total()).isEqualTo(12);
    assertThat(workload.summary("main.adal.s1").getStatus().rows()).hasSize(2);

    LabelSelector canonical =
        new LabelSelectorBuilder().addToMatchLabels("canfar.net/username", "bob").build();
    workload.respec(spec(null, canonical, null, null, null));
    soon().until(() -> workload.platform().sessions().total() == 1);
    workload.awaitRecount();

    workload.respec(spec(null, null, false, null, null));
    soon().until(() -> workload.platform().nodes() == null);
    soon().until(() -> workload.platform().sessions().total() == 14);
    assertThat(workload.platform().resources().capacity()).isNull();

    workload.respec(spec(List.of(Generation.Canonical), null, null, null, null));
    soon().until(() -> workload.platform().nodes() != null);
    soon().until(() -> workload.platform().sessions().total() == 13);
    workload.awaitRecount();
    assertThat(workload.index("main").getStatus().observedGeneration())
        .isEqualTo(workload.index("main").getMetadata().getGeneration());
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anInvalidSelectorKeepsTheLastGoodSpec() {
    Workload workload = new Workload(site, "refused").index();
    workload.start("notebook", "adal");
    workload.awaitReady();
    for (LabelSelector wrong :
        List.of(
            new LabelSelectorBuilder()
                .addNewMatchExpression()
                .withKey("key")
                .withOperator("Near")
                .withValues("here")
                .endMatchExpression()
                .build(),
            new LabelSelectorBuilder().addToMatchLabels("no label!", "x y").build())) {
      workload.respec(spec(null, wrong, null, null, null));
      workload.awaitCondition("main", "Ready", "False", "InvalidSpec");
      workload.start("notebook", "adal");
      workload.respec(Workload.spec());
      workload.awaitReady();
    }
    soon().until(() -> workload.platform().sessions().total() == 3);
    workload.awaitRecount();
  }

  private static SessionIndexSpec spec(
      List<Generation> generations,
      LabelSelector jobs,
      Boolean nodes,
      Integer maxUsers,
      Integer rows) {
    Publish publish = Workload.spec().publish();
    return new SessionIndexSpec(
        generations == null ? null : new Labels(generations),
        jobs == null ? null : new Jobs(jobs),
        nodes == null ? null : new Nodes(nodes, null),
        new Publish(
            publish.minIntervalSeconds(),
            publish.heartbeatSeconds(),
            publish.validForSeconds(),
            maxUsers,
            rows,
            null));
  }
}
