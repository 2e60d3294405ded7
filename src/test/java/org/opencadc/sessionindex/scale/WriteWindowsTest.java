package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WriteWindowsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final WriteWindows writes = new WriteWindows();

  private static Seen seen(
      double seconds, String type, String user, Instant valid, Instant through) {
    long nanos = (long) (seconds * 1e9);
    String name = user == null ? "main" : "main." + user;
    return new Seen(nanos, type, name, user, 9, 1, "t", valid, through, 0, 0, Map.of());
  }

  private void wrote(double seconds, String user) {
    writes.accept(seen(seconds, "MODIFIED", user, null, null));
  }

  @Test
  void countsTheFullestSecondWhereverItBegins() {
    wrote(0.1, "a");
    wrote(0.9, "b");
    wrote(1.05, "c");
    wrote(1.85, "d");
    wrote(3, "e");

    assertThat(writes.mostPerSecond(Duration.ofSeconds(1))).isEqualTo(3);
    assertThat(writes.mostPerSecond(Duration.ofSeconds(10))).isEqualTo(0.5);
    assertThat(writes.userWrites()).isEqualTo(5);
  }

  @Test
  void thePlatformIsCountedApart() {
    wrote(0, null);
    wrote(0.5, "a");

    assertThat(writes.platformWrites()).isEqualTo(1);
    assertThat(writes.mostPerSecond(Duration.ofSeconds(1))).isEqualTo(1);
  }

  @Test
  void theSmallestGapIsOfOneObjectAndNotItsMaking() {
    writes.accept(seen(0, "ADDED", "a", null, null));
    wrote(0.01, "a");
    wrote(0.02, "a");
    wrote(0.5, "b");
    wrote(1.22, "a");

    assertThat(writes.smallestGap()).isBetween(1.19, 1.21);
  }

  @Test
  void oneObjectIsWrittenOnceASecondThoughTwoWritesMayBeSeenCloser() {
    for (int second = 0; second < 30; second++) {
      wrote(second + second % 3 * 0.2, "a");
      wrote(second, "b");
    }
    assertThat(writes.smallestGap()).isLessThan(0.61);
    assertThat(writes.mostPerSecondOfOne()).isBetween(0.9, 1.0);

    wrote(30.1, "a");
    wrote(30.2, "a");
    assertThat(writes.mostPerSecondOfOne()).isGreaterThan(1.0);
  }

  @Test
  void freshnessIsHowLongTheLastSightHeld() {
    AtomicReference<Instant> now = new AtomicReference<>(NOON);
    Freshness freshness = new Freshness(now::get);
    freshness.accept(seen(0, "ADDED", null, NOON.plusSeconds(60), null));
    now.set(NOON.plusSeconds(70));
    freshness.accept(seen(70, "MODIFIED", null, NOON.plusSeconds(130), NOON.plusSeconds(68)));

    assertThat(freshness.longestGap()).isEqualTo(70);
    assertThat(freshness.leastValidity()).isEqualTo(-10);
    assertThat(freshness.oldestPublished()).isEqualTo(2);
  }
}
