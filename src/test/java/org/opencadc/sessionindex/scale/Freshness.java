package org.opencadc.sessionindex.scale;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How fresh the platform's summary is each time it is seen; thread-safe. */
final class Freshness implements Consumer<Seen> {
  private final InstantSource clock;
  private final List<Reading> readings = new ArrayList<>();
  private Instant validUntil;

  /**
   * A platform at a time.
   *
   * @param nanos when it was seen
   * @param gapSeconds since it was seen before; 0 the first time
   * @param publishedAgeSeconds age of what all user summaries reflect; NaN when they claim nothing,
   *     and of the first sight, which may be as old as a heartbeat
   * @param validSeconds for how much longer the summary before this one would have been trusted
   */
  record Reading(long nanos, double gapSeconds, double publishedAgeSeconds, double validSeconds) {}

  /**
   * An onlooker.
   *
   * @param clock of this machine, which is the API server's too
   */
  Freshness(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void accept(Seen object) {
    if (!object.platform() || object.validUntil() == null) {
      return;
    }
    Instant now = clock.instant();
    double gap =
        readings.isEmpty() ? 0 : (object.nanos() - readings.get(readings.size() - 1).nanos()) / 1e9;
    double valid = validUntil == null ? Double.POSITIVE_INFINITY : seconds(now, validUntil);
    double age =
        object.publishedThrough() == null ? Double.NaN : seconds(object.publishedThrough(), now);
    readings.add(new Reading(object.nanos(), gap, age, valid));
    validUntil = object.validUntil();
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  /** The longest time between two sights of the platform's summary, in seconds. */
  synchronized double longestGap() {
    return readings.stream().mapToDouble(Reading::gapSeconds).max().orElse(Double.NaN);
  }

  /**
   * For how much longer the oldest sight could have been trusted, at worst; below 0: it was not.
   */
  synchronized double leastValidity() {
    return readings.stream().mapToDouble(Reading::validSeconds).min().orElse(Double.NaN);
  }

  /** The greatest age of what all user summaries reflect, in seconds; 0 when none was seen. */
  synchronized double oldestPublished() {
    return readings.stream()
        .mapToDouble(Reading::publishedAgeSeconds)
        .filter(age -> !Double.isNaN(age))
        .max()
        .orElse(0);
  }

  /** All sights. */
  synchronized List<Reading> readings() {
    return List.copyOf(readings);
  }
}
