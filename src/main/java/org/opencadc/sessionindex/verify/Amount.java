package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.opencadc.sessionindex.api.Resources;

/** CPU in cores, memory in bytes and extended resources in units, exactly. */
record Amount(BigDecimal cpu, BigDecimal memory, Map<String, BigDecimal> extended) {
  private static final BigDecimal MOST_CORES = BigDecimal.valueOf(1L << 40, 3);
  private static final BigDecimal MOST_UNITS = BigDecimal.valueOf(1L << 50);

  static final Amount NOTHING = new Amount(BigDecimal.ZERO, BigDecimal.ZERO, Map.of());

  /** Quantities as the API server has them; other resources than CPU, memory, extended drop out. */
  static Amount of(Map<String, Quantity> quantities) {
    if (quantities == null) {
      return NOTHING;
    }
    Map<String, BigDecimal> extended = new TreeMap<>();
    quantities.forEach(
        (name, quantity) -> {
          if (isExtended(name)) {
            extended.put(name, read(quantity, MOST_UNITS).setScale(0, RoundingMode.UP));
          }
        });
    return new Amount(
        read(quantities.get("cpu"), MOST_CORES).setScale(3, RoundingMode.UP),
        read(quantities.get("memory"), MOST_UNITS).setScale(0, RoundingMode.UP),
        extended);
  }

  /** Whether a resource has a domain of its own, as Kubernetes' IsNativeResource negated. */
  static boolean isExtended(String name) {
    return name.contains("/") && !name.contains("kubernetes.io/");
  }

  static Amount sum(Stream<Amount> amounts) {
    return amounts.reduce(NOTHING, Amount::plus);
  }

  Amount plus(Amount other) {
    return merge(other, BigDecimal::add);
  }

  Amount max(Amount other) {
    return merge(other, BigDecimal::max);
  }

  Amount times(int factor) {
    BigDecimal by = BigDecimal.valueOf(factor);
    Map<String, BigDecimal> product = new TreeMap<>();
    extended.forEach((name, value) -> product.put(name, value.multiply(by)));
    return new Amount(cpu.multiply(by), memory.multiply(by), product);
  }

  private Amount merge(Amount other, BinaryOperator<BigDecimal> with) {
    Map<String, BigDecimal> merged = new TreeMap<>(extended);
    other.extended.forEach((name, value) -> merged.merge(name, value, with));
    return new Amount(with.apply(cpu, other.cpu), with.apply(memory, other.memory), merged);
  }

  /** As Quantity texts; extended resources that sum up to zero drop out. */
  Resources.Amounts published() {
    Map<String, String> texts = new TreeMap<>();
    extended.forEach(
        (name, value) -> {
          if (value.signum() != 0) {
            texts.put(name, text(value));
          }
        });
    return new Resources.Amounts(text(cpu), text(memory), texts);
  }

  static String text(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** Whether a quantity counts: not one that is unreadable, negative or absurdly large. */
  static boolean isReadable(String resource, Quantity quantity) {
    return value(quantity, resource.equals("cpu") ? MOST_CORES : MOST_UNITS).isPresent();
  }

  private static BigDecimal read(Quantity quantity, BigDecimal most) {
    return quantity == null ? BigDecimal.ZERO : value(quantity, most).orElse(BigDecimal.ZERO);
  }

  private static Optional<BigDecimal> value(Quantity quantity, BigDecimal most) {
    try {
      return Optional.of(quantity.getNumericalAmount())
          .filter(value -> value.signum() >= 0 && value.compareTo(most) <= 0);
    } catch (IllegalArgumentException | ArithmeticException unreadable) {
      return Optional.empty();
    }
  }
}
