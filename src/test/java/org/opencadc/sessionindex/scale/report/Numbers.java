package org.opencadc.sessionindex.scale.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
  private static final double EXACT_BELOW = 1e15;
  private static final double WITH_COMMAS_FROM = 1000;
  private static final int DIGITS = 3;

  private Numbers() {}

  /** With its unit: whole numbers in full, others with three digits. */
  static String text(double value, String unit) {
    String number = number(value);
    return switch (unit) {
      case "" -> number;
      case "x" -> number + "×";
      case "% of a core" -> number + " %";
      default -> number + " " + unit;
    };
  }

  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT_BELOW) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    if (Math.abs(value) >= WITH_COMMAS_FROM) {
      return String.format(Locale.ROOT, "%,d", Math.round(value));
    }
    return new BigDecimal(value)
        .round(new MathContext(DIGITS))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** Three digits and no more, for titles. */
  static String shortest(double value) {
    return number(rounded(value));
  }

  /** To three digits. */
  static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue();
  }

  /** An amount of bytes with the largest decimal unit that leaves a digit before the point. */
  static String bytes(double value) {
    List<String> units = List.of("B", "kB", "MB", "GB");
    double scaled = value;
    int unit = 0;
    while (scaled >= WITH_COMMAS_FROM && unit < units.size() - 1) {
      scaled /= WITH_COMMAS_FROM;
      unit++;
    }
    return shortest(scaled) + " " + units.get(unit);
  }
}
