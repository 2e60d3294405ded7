package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MistakenSourceTest {
  /** There is nothing to send requests with. */
  private final Sources sources =
      new Sources(null, null, new ServerClock(Clock.systemUTC()), ProofPace.DEFAULT);

  @AfterEach
  void stop() {
    sources.close();
  }

  @Test
  void aMistakeOfThisProgramIsToldAsWhatHindersTheSource() {
    Sources.Subscription nodes = sources.nodes("", new NodeLedger());
    await()
        .untilAsserted(
            () -> {
              SourceState.Problem problem = nodes.state().problem();
              assertThat(problem).isNotNull();
              assertThat(problem.reason()).isEqualTo("NotProven");
              assertThat(problem.message()).isEqualTo("nodes: NullPointerException");
            });
  }
}
