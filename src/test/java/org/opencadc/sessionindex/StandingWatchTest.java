package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opencadc.sessionindex.Workload.soon;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec;

/** Publishing does not wait for a watch of summaries that stands still. */
class StandingWatchTest {
  private static final String NS = "standing";

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void everythingIsBegunAnewAndItIsSaid() {
    try (Site site = Site.installed()) {
      Workload workload = site.workload(NS).index();
      workload.start("notebook", "adal");
      site.server().deny("list", "pods");
      try (RunningOperator operator =
          RunningOperator.in(site.server(), RunningOperator.IMPATIENT, NS)) {
        soon().until(() -> site.server().openWatches("sessionsummaries") == 1);
        site.server().stallWatches("sessionsummaries");
        SessionSummary left = site.admin().resource(withoutSessions()).create();
        site.server().allow("list", "pods");

        soon().until(() -> warns(site));
        workload.awaitReady();
        workload.awaitRecount();
        soon().until(() -> workload.summary(left.getMetadata().getName()) == null);
        soon().until(() -> site.server().openWatches("sessionsummaries") == 1);
        assertThat(operator.operator().notReady()).isNull();
        assertThat(operator.operator().notAlive()).isNull();
      }
    }
  }

  /** Of a user of whom nothing but the watch would tell. */
  private static SessionSummary withoutSessions() {
    SessionSummary summary = new SessionSummary();
    summary.setMetadata(new ObjectMetaBuilder().withName("main.bob").withNamespace(NS).build());
    summary.setSpec(SessionSummarySpec.user(Workload.INDEX, "bob"));
    return summary;
  }

  private static boolean warns(Site site) {
    return site.admin().v1().events().inNamespace(NS).list().getItems().stream()
        .filter(event -> "Warning".equals(event.getType()))
        .anyMatch(event -> "SummariesBehind".equals(event.getReason()));
  }
}
