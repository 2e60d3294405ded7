package org.opencadc.sessionindex.reader;

import java.math.BigDecimal;
import java.util.List;

/**
 * A way to write an amount, and what it is: worked out by hand.
 *
 * @param text as somebody writes it
 * @param value as the API server keeps it, rounded up to thousandths
 * @param shown as Skaha shows it
 */
record QuantityForm(String text, BigDecimal value, String shown) {
  static final List<QuantityForm> CPU =
      List.of(
          of("1", "1", "1"),
          of("2.0", "2", "2"),
          of("0.5", "0.5", "0.500"),
          of("+4", "4", "4"),
          of("100m", "0.1", "0.100"),
          of("1500m", "1.5", "1.500"),
          of("3000m", "3", "3"),
          of("1500u", "0.002", "0.002"),
          of("1n", "0.001", "0.001"),
          of("0.0005", "0.001", "0.001"),
          of("1e1", "10", "10"),
          of("1e3", "1000", "1e3"),
          of("1k", "1000", "1k"),
          of("1Ki", "1024", "1Ki"));

  static final List<QuantityForm> MEMORY =
      List.of(
          of("4Gi", "4294967296", "4.29"),
          of("1G", "1000000000", "1.00"),
          of("1Gi", "1073741824", "1.07"),
          of("2560Mi", "2684354560", "2.68"),
          of("2.5Gi", "2684354560", "2.68"),
          of("128974848", "128974848", "0.13"),
          of("129e6", "129000000", "0.13"),
          of("1e3", "1000", "0.00"),
          of("5E9", "5000000000", "5.00"),
          of("1500M", "1500000000", "1.50"),
          of("0.5", "0.5", "0.00"),
          of("100m", "0.1", "0.00"),
          of("1500u", "0.002", "0.00"),
          of("3e12", "3000000000000", "3000.00"),
          of("1Ti", "1099511627776", "1099.51"),
          of("1P", "1000000000000000", "1000000.00"),
          of("1Ei", "1152921504606846976", "1152921504.61"));

  static final List<QuantityForm> GPUS =
      List.of(of("1", "1", "1"), of("4", "4", "4"), of("2000m", "2", "2"), of("1k", "1000", "1k"));

  private static QuantityForm of(String text, String value, String shown) {
    return new QuantityForm(text, new BigDecimal(value), shown);
  }
}
