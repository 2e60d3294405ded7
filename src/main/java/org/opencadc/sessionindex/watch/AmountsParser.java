package org.opencadc.sessionindex.watch;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.opencadc.sessionindex.ledger.Quantities;
import org.opencadc.sessionindex.ledger.ResourceVector;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

/** Turns amounts from text into integers and counts the ones it cannot read. */
final class AmountsParser {

  private int invalid;

  /** What is absent or unreadable counts as nothing. */
  ResourceVector vector(VerbatimAmounts amounts) {
    if (amounts.equals(VerbatimAmounts.NONE)) {
      return ResourceVector.ZERO;
    }
    return new ResourceVector(
        orZero(cpuMillis(amounts)), orZero(memoryBytes(amounts)), extended(amounts.extended()));
  }

  /** Null when absent or unreadable. */
  Long cpuMillis(VerbatimAmounts amounts) {
    return amounts.cpu() == null ? null : read(Quantities.cpuMillis(amounts.cpu()));
  }

  /** Null when absent or unreadable. */
  Long memoryBytes(VerbatimAmounts amounts) {
    return amounts.memory() == null ? null : read(Quantities.units(amounts.memory()));
  }

  /** How many quantities could not be read so far. */
  int invalid() {
    return invalid;
  }

  private Map<String, Long> extended(Map<String, String> amounts) {
    if (amounts.isEmpty()) {
      return Map.of();
    }
    Map<String, Long> extended = new HashMap<>();
    amounts.forEach(
        (name, text) -> {
          Long units = read(Quantities.units(text));
          if (orZero(units) != 0) {
            extended.put(name, units);
          }
        });
    return Map.copyOf(extended);
  }

  private Long read(OptionalLong amount) {
    if (amount.isEmpty()) {
      invalid++;
      return null;
    }
    return amount.getAsLong();
  }

  private static long orZero(Long amount) {
    return amount == null ? 0 : amount;
  }
}
