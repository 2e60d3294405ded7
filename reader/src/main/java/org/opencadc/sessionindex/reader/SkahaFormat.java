package org.opencadc.sessionindex.reader;

import io.kubernetes.client.custom.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How Skaha writes times and amounts; the same under every default locale. */
final class SkahaFormat {
  private static final double GIGA = 1e9;

  private SkahaFormat() {}

  /** Without seconds when they are zero. */
  static String startTime(OffsetDateTime start) {
    return start == null ? null : start.toString();
  }

  /** Always with seconds; null when there is no start, no deadline or no such date. */
  static String expiryTime(OffsetDateTime start, Long deadlineSeconds) {
    if (start == null || deadlineSeconds == null) {
      return null;
    }
    try {
      return start
          .toInstant()
          .truncatedTo(ChronoUnit.SECONDS)
          .plusSeconds(deadlineSeconds)
          .toString();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  /** Memory of a session in gigabytes; null when not given or no quantity. */
  static String sessionRam(String memory) {
    Quantity quantity = quantity(memory);
    return quantity == null
        ? null
        : String.format(Locale.ROOT, "%.2f", quantity.getNumber().longValue() / GIGA);
  }

  /** Cores of a session: fractions with three digits, the rest as it stands. */
  static String sessionCores(String cpu) {
    Quantity quantity = quantity(cpu);
    if (quantity == null) {
      return null;
    }
    String text = suffixed(quantity);
    return text.endsWith("m") || text.endsWith("n")
        ? String.format(Locale.ROOT, "%.3f", quantity.getNumber().doubleValue())
        : text;
  }

  /** A count such as that of GPUs as it stands; "0" when not given. */
  static String count(String amount) {
    Quantity quantity = quantity(amount);
    return quantity == null ? "0" : suffixed(quantity);
  }

  /** Cores of the platform; 0 when not given. */
  static double cores(String cpu) {
    Quantity quantity = quantity(cpu);
    return quantity == null ? 0 : quantity.getNumber().doubleValue();
  }

  /** Memory of the platform in gigabytes; 0G when not given. */
  static String platformRam(String memory) {
    Quantity quantity = quantity(memory);
    BigDecimal bytes = quantity == null ? BigDecimal.ZERO : quantity.getNumber();
    DecimalFormat format =
        new DecimalFormat("#.###", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setRoundingMode(RoundingMode.HALF_EVEN);
    return format.format(bytes.longValue() / GIGA) + "G";
  }

  /** As it is written when it comes from a Job; what is no quantity stays as it is. */
  static String canonical(String amount) {
    Quantity quantity = quantity(amount);
    return quantity == null ? amount : suffixed(quantity);
  }

  /** As Kubernetes writes it; in digits what the client cannot write, such as 1Ei. */
  static String suffixed(Quantity quantity) {
    try {
      return quantity.toSuffixedString();
    } catch (IllegalArgumentException e) {
      return quantity.getNumber().toPlainString();
    }
  }

  private static Quantity quantity(String text) {
    try {
      return text == null ? null : Quantity.fromString(text);
    } catch (RuntimeException e) {
      return null;
    }
  }
}
