package org.opencadc.sessionindex.ledger;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What everybody may see of every session at one moment; immutable.
 *
 * @param observed the applied versions that this reflects, or newer
 * @param rows in the order in which the API server lists Jobs
 */
public record PublicSnapshot(ResourceVersions observed, List<PublicRow> rows) {

  /** Puts rows in order; needs no lock. */
  static PublicSnapshot of(ResourceVersions observed, List<PublicRow> rows) {
    PublicRow[] ordered = rows.toArray(PublicRow[]::new);
    Arrays.sort(ordered, Comparator.comparing(PublicRow::place));
    return new PublicSnapshot(observed, List.of(ordered));
  }
}
