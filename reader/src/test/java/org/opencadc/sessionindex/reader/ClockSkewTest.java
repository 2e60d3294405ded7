package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** What clocks may do: no answer is trusted on a heartbeat that is older than its validity. */
class ClockSkewTest {
  private static final Duration SHARED = Duration.ofSeconds(2);
  private static final int HEARTBEAT_SECONDS = 15;

  /** The reader's machine and the API server may be ten minutes apart, either way. */
  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void aConstantSkewChangesNothing(
      @ForAll @IntRange(min = -600, max = 600) int skewSeconds,
      @ForAll @IntRange(min = 0, max = 70_000) int millis) {
    try (Index index = new Index(Instant.now().plusSeconds(skewSeconds))) {
      index.user("adal", "100", "notebook");
      index.pass(Duration.ofMillis(millis));
      Origin origin = index.reader.sessions("adal", Purpose.DECIDE).origin();
      if (millis >= Index.VALID.toMillis()) {
        assertThat(origin).isEqualTo(Origin.LIST);
      } else if (millis < Index.VALID.minusSeconds(1).toMillis()) {
        assertThat(origin).isEqualTo(Origin.SUMMARY);
      }
    }
  }

  /** The API server's clock is set, or there are several and each tells another time. */
  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void aClockThatJumpsNeverLengthensALife(@ForAll long seed) {
    Random random = new Random(seed);
    try (Index index = new Index()) {
      long[] skew = {0};
      index.server.time = () -> index.time().plusSeconds(skew[0]);
      index.user("adal", "100", "notebook");
      int heartbeats = random.nextInt(4);
      Duration sinceLast = Duration.ZERO;
      int trusted = 0;
      for (int look = 0; look < 60; look++) {
        boolean trusts = index.reader.sessions("adal", Purpose.DECIDE).origin() == Origin.SUMMARY;
        trusted += trusts ? 1 : 0;
        if (trusts) {
          assertThat(sinceLast).isLessThan(Index.VALID);
        }
        Duration step = SHARED.plusMillis(random.nextInt(1000));
        index.pass(step);
        sinceLast = sinceLast.plus(step);
        if (heartbeats > 0 && sinceLast.toSeconds() >= HEARTBEAT_SECONDS) {
          heartbeats--;
          sinceLast = Duration.ZERO;
          index.platform("100", index.now());
          // the operator's write is seen before the clock goes wrong
          index.reader.platform(Purpose.DECIDE);
        }
        skew[0] = random.nextInt(3) == 0 ? random.nextInt(1201) - 600 : skew[0];
      }
      assertThat(trusted).isPositive();
    }
  }

  /** Nor does it make what the users' summaries reflect any younger. */
  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void aClockThatGoesBackDoesNotOpenTheLimit(
      @ForAll @IntRange(min = 1, max = 600) int back,
      @ForAll @IntRange(min = 31, max = 50) int seconds) {
    try (Index index = new Index()) {
      assertThat(index.reader.checkLimit("adal", 5).origin()).isEqualTo(Origin.SUMMARY);
      index.pass(Duration.ofSeconds(seconds));
      index.server.time = () -> index.time().minusSeconds(back);
      assertThat(index.reader.checkLimit("adal", 5).origin()).isEqualTo(Origin.LIST);
    }
  }
}
