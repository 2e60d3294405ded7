package org.opencadc.sessionindex.publish;

import java.util.Map;
import java.util.TreeMap;
import org.opencadc.sessionindex.api.Resources.Amounts;
import org.opencadc.sessionindex.ledger.Quantities;
import org.opencadc.sessionindex.ledger.ResourceVector;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

/** Amounts of resources as they are published. */
final class AmountsDocument {
  static final int MOST_EXTENDED = 16;

  private AmountsDocument() {}

  static Amounts of(ResourceVector amounts) {
    Map<String, String> extended = new TreeMap<>();
    amounts.extended().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(MOST_EXTENDED)
        .forEach(e -> extended.put(e.getKey(), Long.toString(e.getValue())));
    return new Amounts(
        Quantities.cpuText(amounts.cpuMillis()),
        Quantities.bytesText(amounts.memoryBytes()),
        extended.isEmpty() ? null : extended);
  }

  /** Requests or limits of a container as they stand there; null when there are none. */
  static Amounts verbatim(VerbatimAmounts amounts) {
    if (amounts.cpu() == null && amounts.memory() == null && amounts.extended().isEmpty()) {
      return null;
    }
    return new Amounts(
        amounts.cpu(),
        amounts.memory(),
        amounts.extended().isEmpty() ? null : new TreeMap<>(amounts.extended()));
  }
}
