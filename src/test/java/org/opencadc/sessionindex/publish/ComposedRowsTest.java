package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many rows of a user with six full slices are composed. */
class ComposedRowsTest {
  private static final int ROWS = 10;
  private static final String LAST = "main.adal.s5";

  private final PublishingBench bench;

  ComposedRowsTest() throws IOException {
    bench = new PublishingBench();
  }

  @BeforeEach
  void publishAll() {
    bench.restart(LeftoverSlicesTest.spec(ROWS));
    for (int number = 0; number < 6 * ROWS; number++) {
      bench.apply(job(number));
    }
    bench.begin();
    publish();
    assertThat(bench.status(LAST).path("rows")).hasSize(ROWS);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static SomeJob job(int number) {
    return SomeJob.of(String.format("job%02d", number), "adal").kind("headless");
  }

  private void publish() {
    for (int i = 0; i < 5; i++) {
      bench.pass(Duration.ofSeconds(2));
      bench.publication.tick();
      int unused = bench.round();
    }
    assertThat(bench.publication.dirtyUsers()).isZero();
    assertThat(bench.failures).isEmpty();
  }

  @Test
  void aChangedSliceIsComposedOnceForItsDigestAndItsWrite() {
    long sequence = bench.status(LAST).path("sequence").asLong();
    int before = bench.mapper.count();

    bench.apply(job(6 * ROWS - 1).ended());
    publish();

    assertThat(bench.status(LAST).path("sequence").asLong()).isGreaterThan(sequence);
    assertThat(bench.mapper.count() - before)
        .as("rows of slice 0 and of the changed one")
        .isEqualTo(2 * ROWS);
  }
}
