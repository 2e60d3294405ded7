package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionIndexSpec;

/** A user whose rows change all the time, in more slices than one round writes. */
class TrickleTest {
  private static final int SLICES = 10;
  private static final int ROWS = 10;
  private static final Duration STEP = Duration.ofMillis(200);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /** Three rounds of a second write ten slices; what changed just after the first takes as long. */
  private static final Duration TWO_SWEEPS = Duration.ofSeconds(6);

  private static SessionIndexSpec.Publish spec() {
    return SessionIndexSpec.orDefaults(
            new SessionIndexSpec(
                null,
                null,
                null,
                new SessionIndexSpec.Publish(
                    null, (int) HEARTBEAT.toSeconds(), null, null, ROWS, null)))
        .publish();
  }

  @Test
  void whatIsClaimedStaysYoung() throws IOException {
    try (PublishingBench bench = new PublishingBench()) {
      bench.restart(spec());
      JobHistory history = new JobHistory(bench, "adal");
      bench.fence = history::check;
      for (int job = 0; job < (SLICES + 1) * ROWS; job++) {
        history.change(String.format("job-%03d", job));
      }
      bench.begin();
      for (int i = 0; i < 10; i++) {
        bench.pass(Duration.ofSeconds(1));
        bench.settle();
      }
      assertThat(history.check()).isTrue();

      Duration oldest = Duration.ZERO;
      for (int step = 0; step < 300; step++) {
        bench.pass(STEP);
        bench.currency.proven = bench.currency.now;
        for (int slice = 1; slice <= SLICES; slice++) {
          history.change(String.format("job-%03d", slice * ROWS + step % ROWS));
        }
        bench.publication.tick();
        int unused = bench.round();
        String claimed = bench.status("main").at("/publishedThrough/time").asText();
        Duration age = Duration.between(Instant.parse(claimed), bench.currency.now);
        oldest = step < 75 || oldest.compareTo(age) > 0 ? oldest : age;
      }
      assertThat(oldest).isLessThan(TWO_SWEEPS.plus(HEARTBEAT).plus(STEP.multipliedBy(5)));
    }
  }
}
