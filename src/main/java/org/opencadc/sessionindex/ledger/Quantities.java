package org.opencadc.sessionindex.ledger;

import java.util.List;
import java.util.OptionalLong;

/**
 * Kubernetes quantities as exact integers, and back. What is negative or absurdly large is as
 * unreadable as text that is no quantity: it would spoil every sum it went into.
 */
public final class Quantities {
  private static final long MOST_MILLIS = 1L << 40;
  private static final long MOST_UNITS = 1L << 50;
  private static final List<String> BINARY_SUFFIXES =
      List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

  private Quantities() {}

  /**
   * A quantity of CPU in thousandths of a core, rounded up.
   *
   * @param text as in a manifest; null is not readable
   * @return empty when not readable, negative or above 2^40
   */
  public static OptionalLong cpuMillis(String text) {
    return QuantityText.read(text, 3, MOST_MILLIS);
  }

  /**
   * A quantity of memory in bytes, or of anything else in whole units, rounded up.
   *
   * @param text as in a manifest; null is not readable
   * @return empty when not readable, negative or above 2^50
   */
  public static OptionalLong units(String text) {
    return QuantityText.read(text, 0, MOST_UNITS);
  }

  /** CPU as text: whole cores plainly, else in thousandths ("304", "20750m"). */
  public static String cpuText(long millis) {
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : millis + "m";
  }

  /** Bytes as text, with the largest binary suffix that is exact ("93696Mi", "1023", "0"). */
  public static String bytesText(long bytes) {
    int suffix = bytes == 0 ? 0 : Long.numberOfTrailingZeros(bytes) / 10;
    return (bytes >> (10 * suffix)) + BINARY_SUFFIXES.get(suffix);
  }

  /** Whole units as text, plainly. */
  public static String unitsText(long units) {
    return Long.toString(units);
  }
}
