package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opencadc.sessionindex.Workload.soon;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/** An index that is deleted takes its claim to be fresh with it, before any user's summary goes. */
class EndedIndexTest {
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void thePlatformsSummaryGoesAtOnceAndOnlyOnce() {
    try (Site site = Site.installed()) {
      site.server().garbageCollection(false);
      Workload workload = site.workload("ended").index();
      workload.start("notebook", "adal");
      RunningOperator operator = RunningOperator.in(site.server(), "ended");
      try {
        workload.awaitReady();
        soon().until(() -> workload.user("adal") != null);
        Instant validUntil = validUntil(workload);

        workload.deleteIndex(Workload.INDEX);
        soon().until(() -> workload.summary(Workload.INDEX) == null);
        assertThat(Instant.now()).isBefore(validUntil.minus(Duration.ofSeconds(5)));
        assertThat(workload.summary("main.adal")).isNotNull();

        workload.index();
        workload.awaitReady();
        soon().until(() -> workload.summary(Workload.INDEX) != null);
        workload.awaitRecount();
      } finally {
        operator.close();
      }
    }
  }

  private static Instant validUntil(Workload workload) {
    SessionSummaryStatus platform = workload.platform();
    return Instant.parse(platform.heartbeat().validUntil());
  }
}
