package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.opencadc.sessionindex.Workload.soon;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/** All times are the API server's, from the first one on. */
class ClockTest {

  @ParameterizedTest
  @ValueSource(ints = {10, -10})
  @Execution(ExecutionMode.CONCURRENT)
  void aSkewedServerSetsTheTime(int minutes) throws InterruptedException {
    try (Site site = Site.installed()) {
      Duration skew = Duration.ofMinutes(minutes);
      site.server().skew(skew);
      Workload workload = site.workload("skewed").index();
      workload.start("notebook", "adal");
      try (RunningOperator operator = RunningOperator.in(site.server(), "skewed")) {
        soon().pollInterval(Duration.ofMillis(20)).until(() -> workload.platform() != null);
        for (int i = 0; i < 20; i++) {
          SessionSummaryStatus platform = workload.platform();
          Instant server = Instant.now().plus(skew);
          for (String time :
              new String[] {platform.heartbeat().time(), platform.observed().time()}) {
            assertThat(Instant.parse(time)).isCloseTo(server, within(10, ChronoUnit.SECONDS));
          }
          assertThat(Instant.parse(platform.heartbeat().validUntil()))
              .isCloseTo(server.plus(Workload.VALID_FOR), within(10, ChronoUnit.SECONDS));
          Thread.sleep(50);
        }
        soon()
            .untilAsserted(
                () ->
                    assertThat(workload.condition("SourcesLive").getMessage())
                        .contains("API server's clock is")
                        .containsPattern(minutes > 0 ? " (59.|60.) s" : "-(59.|60.) s"));
        assertThat(operator.ask("/metrics")).contains("session_index_clock_offset_seconds");
      }
    }
  }
}
