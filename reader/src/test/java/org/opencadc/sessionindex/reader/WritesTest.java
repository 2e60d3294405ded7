package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WritesTest {
  private static final Duration KEEP = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final Writes writes = new Writes(nanos::get, KEEP);

  @Test
  void theNewerWriteStandsWhicheverWasToldLast() {
    writes.told("adal", "1000");
    writes.told("adal", "999");
    assertThat(writes.of("adal")).isEqualTo("1000");
    writes.told("adal", "1001");
    assertThat(writes.of("adal")).isEqualTo("1001");
  }

  @Test
  void aWriteIsForgottenAfterAWhile() {
    writes.told("adal", "100");
    nanos.addAndGet(KEEP.toNanos());
    assertThat(writes.of("adal")).isEqualTo("100");
    nanos.addAndGet(1);
    assertThat(writes.of("adal")).isNull();
  }

  @Test
  void whatIsForgottenDoesNotHideAnOlderVersion() {
    writes.told("adal", "100");
    nanos.addAndGet(KEEP.toNanos() + 1);
    writes.told("adal", "99");
    assertThat(writes.of("adal")).isEqualTo("99");
  }
}
