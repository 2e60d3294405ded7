package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerClockTest {
  private static final Instant LOCAL = Instant.parse("2026-11-23T08:00:00.123456789Z");

  private final ServerClock clock = new ServerClock(Clock.fixed(LOCAL, ZoneOffset.UTC));

  /** As a server that far ahead answers: the whole second, cut off, of the moment in between. */
  private void sample(Duration ahead, Duration roundTrip) {
    Instant received = LOCAL.plus(roundTrip);
    Instant date = LOCAL.plus(roundTrip.dividedBy(2)).plus(ahead).truncatedTo(ChronoUnit.SECONDS);
    clock.sample(date, LOCAL, received);
  }

  @Test
  void untilASampleOurOwnClockCounts() {
    clock.sample(null, LOCAL, LOCAL);
    assertThat(clock.offset()).isZero();
    assertThat(clock.now()).isEqualTo("2026-11-23T08:00:00.123Z");
  }

  @ParameterizedTest
  @ValueSource(longs = {-600, -7, 7, 600})
  void aServerAheadOrBehind(long seconds) {
    sample(Duration.ofSeconds(seconds), Duration.ofMillis(40));
    Duration expected = Duration.ofSeconds(seconds);
    assertThat(clock.offset().minus(expected).abs()).isLessThanOrEqualTo(Duration.ofMillis(520));
    assertThat(clock.now()).isEqualTo(LOCAL.plus(clock.offset()).truncatedTo(ChronoUnit.MILLIS));
    assertThat(clock.toServer(LOCAL.minusSeconds(10))).isEqualTo(clock.now().minusSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(longs = {-490, 0, 490})
  void lessThanASecondIsRounding(long millis) {
    sample(Duration.ofMillis(millis), Duration.ofMillis(10));
    assertThat(clock.offset()).isZero();
  }

  @Test
  void theMedianOfTheLastFive() {
    sample(Duration.ofMinutes(10), Duration.ZERO);
    sample(Duration.ofSeconds(10), Duration.ZERO);
    sample(Duration.ofMinutes(-10), Duration.ZERO);
    assertThat(clock.offset().toSeconds()).as("an outlier on either side").isEqualTo(10);
    for (int i = 0; i < 3; i++) {
      sample(Duration.ofSeconds(20), Duration.ZERO);
    }
    assertThat(clock.offset().toSeconds()).isEqualTo(20);
  }
}
