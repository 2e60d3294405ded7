package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opencadc.sessionindex.Workload.soon;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opencadc.sessionindex.publish.BudgetLimits;
import org.opencadc.sessionindex.watch.ProofPace;

/** A namespace whose summaries are not listed in time at the start is begun anew. */
class LateListTest {
  private static final String NS = "late";

  /** A LIST has twice as long, and the client gives up an answer later than that. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Pace PACE =
      new Pace(
          new ProofPace(
              Duration.ofMillis(500),
              Duration.ofMillis(300),
              Duration.ofMillis(300),
              Duration.ofSeconds(2),
              PATIENCE),
          Duration.ofSeconds(1),
          Pace.DEFAULT.audits());

  /** Else the late informer would watch beside the other, and tell the index what it sees. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatComesLateIsNotWatched() throws IOException {
    Settings settings = new Settings(Set.of(NS), "127.0.0.1", 0, BudgetLimits.DEFAULT);
    try (Site site = Site.installed();
        SessionIndexOperator operator =
            new SessionIndexOperator(settings, site.server()::config, Clock.systemUTC(), PACE)) {
      Workload workload = site.workload(NS).index();
      workload.start("notebook", "adal");
      site.server().hold("list", "sessionsummaries");
      start(operator);
      soon()
          .until(
              () ->
                  RunningOperator.ask(operator, "/readyz")
                      .equals("the controllers of namespace late did not start\n"));
      assertThat(operator.notAlive()).isNull();

      site.server().release();
      workload.awaitReady();
      workload.awaitRecount();
      soon().until(() -> site.server().openWatches("sessionsummaries") == 1);
      soon().until(() -> site.server().openWatches("sessionindexes") == 1);
    }
  }

  private static void start(SessionIndexOperator operator) {
    Thread thread =
        new Thread(
            () -> {
              try {
                operator.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "operator");
    thread.setDaemon(true);
    thread.start();
  }
}
