package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Labels that somebody took away from many summaries at once are put right within the budget. */
class RightedMetadataTest {
  private static final int USERS = 300;
  private static final String NO_SCOPE =
      "{\"metadata\":{\"labels\":{\"skaha.opencadc.org/scope\":null}}}";

  private final PublishingBench bench;

  RightedMetadataTest() throws IOException {
    bench = new PublishingBench();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** Every user has a session. */
  private void beginWithAll() {
    IntStream.range(0, USERS).forEach(i -> bench.apply(SomeJob.of("job-" + i, "user" + i)));
    bench.begin();
  }

  private void publish() {
    for (int i = 0; i < 4; i++) {
      bench.pass(Duration.ofSeconds(5));
      bench.settle();
    }
  }

  @Test
  void puttingLabelsRightIsOnTheBill() throws IOException {
    beginWithAll();
    publish();
    assertThat(bench.publication.dirtyUsers()).isZero();
    for (int i = 0; i < USERS; i++) {
      bench.tamper("main.user" + i, "", NO_SCOPE);
    }
    bench.restart();
    beginWithAll();

    List<String> atOnce = bench.sentSince(bench::settle);
    assertThat(atOnce.stream().filter("patch 200"::equals).count())
        .as("what may be written at once after a start, and what is granted meanwhile")
        .isBetween(200L, 250L);
    publish();

    assertThat(bench.publication.dirtyUsers()).isZero();
    for (int i = 0; i < USERS; i++) {
      String label = "/metadata/labels/skaha.opencadc.org~1scope";
      assertThat(bench.json("/main.user" + i).at(label).asText()).isEqualTo("User");
    }
  }
}
