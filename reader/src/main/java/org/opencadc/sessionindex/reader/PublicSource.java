package org.opencadc.sessionindex.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The sessions of everybody, if the index publishes them. */
final class PublicSource {
  private static final String SCOPE = "Public";
  private static final List<String> ROWS = List.of("publicRows", "rows");

  private final PlatformSource platforms;
  private final SliceSource slices;
  private final String name;
  private final LongSupplier nanoTime;

  /**
   * One reading.
   *
   * @param objection why it is not to be relied on; null when it is
   * @param rows null with an objection
   * @param versions null with an objection
   */
  record Reading(FallbackReason objection, List<PublicSession> rows, Versions versions) {

    static Reading objection(FallbackReason objection) {
      return new Reading(objection, null, null);
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
    this.nanoTime = nanoTime;
  }

  Reading read() {
    PlatformReading platform = platforms.current();
    FallbackReason objection = platform.objectionAt(nanoTime.getAsLong());
    if (objection != null) {
      return Reading.objection(objection);
    }
    SliceSet set = slices.read(name, SCOPE, null, zero -> true);
    objection =
        set.objection() == null ? platform.objectionAt(nanoTime.getAsLong()) : set.objection();
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
      return new Reading(null, rows(set), set.zero().observed());
    } catch (RuntimeException e) {
      return Reading.objection(FallbackReason.MALFORMED);
    }
  }

  private static List<PublicSession> rows(SliceSet set) {
    List<PublicSession> rows = new ArrayList<>();
    for (SummarySlice slice : set.slices()) {
      for (String list : ROWS) {
        slice.status().objects(list).forEach(row -> rows.add(SummaryRows.publicSession(row)));
      }
    }
    return rows;
  }
}
