package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opencadc.sessionindex.Workload.soon;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A namespace whose summaries are not listed in time at the start is begun anew. */
class LateListTest {
  private static final String NS = "late";

  /** Else the late informer would watch beside the other, and tell the index what it sees. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatComesLateIsNotWatched() {
    try (Site site = Site.installed()) {
      Workload workload = site.workload(NS).index();
      workload.start("notebook", "adal");
      site.server().hold("list", "sessionsummaries");
      try (RunningOperator operator =
          RunningOperator.waiting(site.server(), RunningOperator.IMPATIENT, NS)) {
        soon()
            .until(
                () ->
                    operator
                        .ask("/readyz")
                        .equals("the controllers of namespace late did not start\n"));
        assertThat(operator.operator().notAlive()).isNull();

        site.server().release();
        workload.awaitReady();
        workload.awaitRecount();
        soon().until(() -> site.server().openWatches("sessionsummaries") == 1);
        soon().until(() -> site.server().openWatches("sessionindexes") == 1);
      }
    }
  }
}
