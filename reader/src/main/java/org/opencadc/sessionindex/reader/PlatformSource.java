package org.opencadc.sessionindex.reader;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The platform summary, shared among requests. */
final class PlatformSource {
  private static final String KEY = "platform";
  private static final String CONFIRMED = "confirmed";

  private final CachedSummaries summaries;
  private final String name;
  private final LongSupplier nanoTime;
  private final Flights<String, PlatformReading> flights;
  private final AtomicReference<PlatformReading> lastGood = new AtomicReference<>();

  /** Whether the API server has said since the last good one that there is none. */
  private volatile boolean gone;

  PlatformSource(CachedSummaries summaries, ReaderSettings settings, LongSupplier nanoTime) {
    this.summaries = summaries;
    this.name = SummaryNames.ofPlatform(settings.index());
    this.nanoTime = nanoTime;
    this.flights = Flights.keptFromLanding(nanoTime, settings.platformKeep());
  }

  /** The newest reading, a few seconds old at most unless the API server does not answer. */
  PlatformReading current() {
    return flights.shared(KEY, any -> true, this::load).value();
  }

  /**
   * The newest there is, read after this call began. When that fails it is an objection for whoever
   * asked and for nobody else.
   */
  PlatformReading confirmed() {
    return flights.fresh(CONFIRMED, () -> remember(newest(lastGood.get()))).value();
  }

  /** The last reading without an objection, however old; null when there is none. */
  PlatformReading lastGood() {
    return lastGood.get();
  }

  private PlatformReading load() {
    PlatformReading last = lastGood.get();
    // a cache that is behind may still have the one that is gone, and that one a lifetime
    return remember(gone ? newest(last) : read(last));
  }

  private PlatformReading remember(PlatformReading reading) {
    if (saysThereIsNone(reading.objection())) {
      gone = true;
    } else if (isGood(reading)) {
      gone = false;
      lastGood.set(reading);
    }
    return reading;
  }

  /** From a cache, unless etcd may have a better one; the last good one when a GET fails. */
  private PlatformReading read(PlatformReading last) {
    // an old one is trusted for a shorter time only, as its lifetime is by the server's clock
    PlatformReading cached = PlatformReading.of(summaries.any(name), last);
    PlatformReading reading = mayBeBetter(cached, last) ? newest(last) : cached;
    // an API server that is too busy for this GET must not get LISTs instead
    return reading.objection() == FallbackReason.READ_FAILED
        ? Stream.of(last, cached).filter(this::isGood).findFirst().orElse(reading)
        : reading;
  }

  private PlatformReading newest(PlatformReading last) {
    return PlatformReading.of(summaries.newest(name), last);
  }

  private static boolean saysThereIsNone(FallbackReason objection) {
    return objection == FallbackReason.PLATFORM_MISSING
        || objection == FallbackReason.PLATFORM_UNPUBLISHED;
  }

  private boolean isGood(PlatformReading reading) {
    return reading != null && reading.objectionAt(nanoTime.getAsLong()) == null;
  }

  /** Whether a newer one could be relied on where this one is not, or was read before. */
  private boolean mayBeBetter(PlatformReading reading, PlatformReading last) {
    FallbackReason objection = reading.objectionAt(nanoTime.getAsLong());
    if (objection != null) {
      return objection != FallbackReason.READ_FAILED;
    }
    return reading.usersObjectionAt(nanoTime.getAsLong()) != null
        || (last != null && Versions.compare(reading.version(), last.version()) < 0);
  }
}
