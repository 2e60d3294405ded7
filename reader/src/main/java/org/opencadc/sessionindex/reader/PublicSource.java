package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** The sessions of everybody, if the index publishes them; one reading at a time for all. */
final class PublicSource {
  private static final String SCOPE = "Public";
  private static final String KEY = "public";

  private final PlatformSource platforms;
  private final SliceSource slices;
  private final String name;
  private final Duration mostAge;
  private final LongSupplier nanoTime;
  private final Flights<String, Reading> flights;

  /**
   * One reading.
   *
   * @param objection why it is not to be relied on; null when it is
   * @param rows null with an objection
   * @param versions null with an objection
   * @param platform whose claim it rests on; null with an objection
   */
  record Reading(
      FallbackReason objection,
      List<PublicSession> rows,
      Versions versions,
      PlatformReading platform) {

    static Reading objection(FallbackReason objection) {
      return new Reading(objection, null, null, null);
    }
  }

  PublicSource(
      PlatformSource platforms,
      SliceSource slices,
      ReaderSettings settings,
      LongSupplier nanoTime) {
    this.platforms = platforms;
    this.slices = slices;
    this.name = SummaryNames.ofPublic(settings.index(), 0);
    this.mostAge = settings.publicAge();
    this.nanoTime = nanoTime;
    this.flights = Flights.keptFromLanding(nanoTime, settings.platformKeep());
  }

  /** The newest reading, as old as a platform summary may be that is shared. */
  Reading read() {
    return flights.shared(KEY, this::standsNow, this::load).value();
  }

  /** A claim may end while what rests on it is kept. An objection is kept as it is. */
  private boolean standsNow(Reading kept) {
    return kept.objection() != null || objection(kept.platform()) == null;
  }

  private Reading load() {
    // before the rows: what it says of them is true of later readings only
    PlatformReading platform = platforms.current();
    FallbackReason objection = objection(platform);
    if (objection != null) {
      return Reading.objection(objection);
    }
    SliceSet set =
        slices.read(
            name,
            platform.version(),
            SCOPE,
            null,
            new SliceSource.Wanted(zero -> true, SummarySlice::reaches));
    objection = set.objection() == null ? objection(platform) : set.objection();
    if (objection == null && set.missing()) {
      objection = FallbackReason.PUBLIC_MISSING;
    }
    if (objection == null && set.slices().stream().anyMatch(SummarySlice::truncated)) {
      objection = FallbackReason.TRUNCATED;
    }
    if (objection != null) {
      return Reading.objection(objection);
    }
    try {
      Versions versions = platform.publicVersions().max(set.zero().observed());
      return new Reading(null, rows(set), versions, platform);
    } catch (RuntimeException e) {
      return Reading.objection(FallbackReason.MALFORMED);
    }
  }

  private FallbackReason objection(PlatformReading platform) {
    long now = nanoTime.getAsLong();
    FallbackReason objection = platform.objectionAt(now);
    if (objection != null) {
      return objection;
    }
    if (platform.publicVersions() == null) {
      return FallbackReason.PUBLIC_MISSING;
    }
    boolean known = platform.publicAge(now) != null;
    return known && platform.publicAge(now).compareTo(mostAge) <= 0
        ? null
        : FallbackReason.PUBLIC_TOO_OLD;
  }

  private static List<PublicSession> rows(SliceSet set) {
    return set.slices().stream()
        .flatMap(slice -> SummaryRows.publicSessions(slice.status()).stream())
        .toList();
  }
}
