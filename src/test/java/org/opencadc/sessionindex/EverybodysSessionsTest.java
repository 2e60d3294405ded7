package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opencadc.sessionindex.Workload.soon;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec.Scope;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublicRow;

/** The public rows of a running operator come and go with the index's spec. */
class EverybodysSessionsTest {
  private static final String FIRST = "main.public--0";

  private final Site site = Site.installed();
  private RunningOperator operator;

  @AfterEach
  void stop() {
    operator.close();
    site.close();
  }

  private static SessionIndexSpec spec(boolean publicRows) {
    SessionIndexSpec.Publish publish = Workload.spec().publish();
    return new SessionIndexSpec(
        null,
        null,
        null,
        new SessionIndexSpec.Publish(
            publish.minIntervalSeconds(),
            publish.heartbeatSeconds(),
            publish.validForSeconds(),
            null,
            null,
            publicRows));
  }

  private static List<SessionSummary> published(Workload workload) {
    return workload.summaries().stream()
        .filter(summary -> summary.getSpec().scope() == Scope.Public)
        .toList();
  }

  @Test
  void theyAreThereWhileTheyAreWanted() {
    Workload workload = site.workload("everybody").index("main", spec(true));
    workload.start("notebook", "adal");
    workload.start("headless", "bchen");
    workload.start("carta", "adal");
    operator = RunningOperator.in(site.server(), "everybody");
    soon().until(() -> !published(workload).isEmpty());
    soon().until(() -> workload.platform().publicThrough() != null);
    workload.awaitRecount();
    assertThat(workload.summary(FIRST).getStatus().publicRows())
        .extracting(PublicRow::username)
        .containsExactlyInAnyOrder("adal", "adal", "bchen");

    workload.respec(spec(false));
    soon().until(() -> published(workload).isEmpty());
    soon().until(() -> workload.platform().publicThrough() == null);
    workload.awaitRecount();

    workload.respec(spec(true));
    workload.awaitRecount();
    assertThat(published(workload)).hasSize(1);
    assertThat(workload.summary(FIRST).getMetadata().getOwnerReferences()).hasSize(1);
  }
}
