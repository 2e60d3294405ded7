package org.opencadc.sessionindex.watch;

import java.util.HashMap;
import java.util.Map;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

/** Defaulting of amounts that are still text. */
final class Verbatim {

  private Verbatim() {}

  /** The first amounts, and of the second what the first do not name. */
  static VerbatimAmounts orElse(VerbatimAmounts first, VerbatimAmounts second) {
    if (second.equals(VerbatimAmounts.NONE)) {
      return first;
    }
    Map<String, String> extended = new HashMap<>(second.extended());
    extended.putAll(first.extended());
    return new VerbatimAmounts(
        first.cpu() == null ? second.cpu() : first.cpu(),
        first.memory() == null ? second.memory() : first.memory(),
        Map.copyOf(extended));
  }

  /** The amounts of CPU and memory that the others do not name. */
  static VerbatimAmounts without(VerbatimAmounts amounts, VerbatimAmounts others) {
    if (amounts.equals(VerbatimAmounts.NONE)) {
      return amounts;
    }
    return new VerbatimAmounts(
        others.cpu() == null ? amounts.cpu() : null,
        others.memory() == null ? amounts.memory() : null,
        Map.of());
  }
}
