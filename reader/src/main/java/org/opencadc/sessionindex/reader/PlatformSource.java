package org.opencadc.sessionindex.reader;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The platform summary, shared among requests. */
final class PlatformSource {
  private static final String KEY = "platform";

  private final CachedSummaries summaries;
  private final String name;
  private final LongSupplier nanoTime;
  private final Flights<String, PlatformReading> flights;
  private final AtomicReference<PlatformReading> lastGood = new AtomicReference<>();

  /** What holds while GETs fail: the last good one; null once the API server says there is none. */
  private final AtomicReference<PlatformReading> holding = new AtomicReference<>();

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

  /** The last reading without an objection, however old; null when there is none. */
  PlatformReading lastGood() {
    return lastGood.get();
  }

  private PlatformReading load() {
    PlatformReading last = lastGood.get();
    // an old one is trusted for a shorter time only, as its lifetime is by the server's clock
    PlatformReading cached = PlatformReading.of(summaries.any(name), last);
    PlatformReading reading =
        mayBeBetter(cached, last) ? PlatformReading.of(summaries.newest(name), last) : cached;
    if (reading.objection() == FallbackReason.READ_FAILED) {
      // an API server that is too busy for this GET must not get LISTs instead
      reading = Stream.of(holding.get(), cached).filter(this::isGood).findFirst().orElse(reading);
    } else if (saysThereIsNone(reading.objection())) {
      holding.set(null);
    }
    if (isGood(reading)) {
      lastGood.set(reading);
      holding.set(reading);
    }
    return reading;
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
