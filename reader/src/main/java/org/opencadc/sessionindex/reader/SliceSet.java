package org.opencadc.sessionindex.reader;

import java.util.List;

/**
 * The slices of a summary that belong together, slice 0 first.
 *
 * @param objection why they are not to be relied on; null when they are
 * @param slices empty when there is no such summary, or with an objection
 */
record SliceSet(FallbackReason objection, List<SummarySlice> slices) {

  static final SliceSet MISSING = new SliceSet(null, List.of());

  static SliceSet objection(FallbackReason objection) {
    return new SliceSet(objection, List.of());
  }

  boolean missing() {
    return slices.isEmpty();
  }

  SummarySlice zero() {
    return slices.get(0);
  }

  /** What the rows reflect at least: not every slice is as new as slice 0. */
  Versions observed() {
    return slices.stream().map(SummarySlice::observed).reduce(Versions::min).orElseThrow();
  }

  /** What the newest of them was computed of: nothing in the rows is later. */
  Computed computed() {
    return slices.stream().map(SummarySlice::computed).reduce(Computed::max).orElseThrow();
  }
}
