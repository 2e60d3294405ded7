package org.opencadc.sessionindex.watch;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import org.opencadc.sessionindex.ledger.ResourceVector;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

/** Exact amounts under way to a vector; counts what it cannot read. */
final class Amount {

  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE / 1000);

  private final Map<String, Long> values = new HashMap<>();
  private int unreadable;

  static Amount of(VerbatimAmounts verbatim) {
    var amount = new Amount();
    amount.put("cpu", verbatim.cpu(), 3);
    amount.put("memory", verbatim.memory(), 0);
    verbatim.extended().forEach((name, text) -> amount.put(name, text, 0));
    return amount;
  }

  private void put(String name, String text, int digits) {
    if (text == null) {
      return;
    }
    try {
      BigDecimal value = Quantity.getAmountInBytes(Quantity.parse(text));
      if (value.signum() < 0 || value.compareTo(LARGEST) > 0) {
        unreadable++;
        return;
      }
      values.put(
          name, value.movePointRight(digits).setScale(0, RoundingMode.CEILING).longValueExact());
    } catch (IllegalArgumentException unknown) {
      unreadable++;
    }
  }

  Amount plus(Amount other) {
    return merge(other, Long::sum);
  }

  Amount max(Amount other) {
    return merge(other, Math::max);
  }

  /** These, and of the others what is not here. */
  Amount orElse(Amount other) {
    return merge(other, (here, there) -> here);
  }

  private Amount merge(Amount other, java.util.function.LongBinaryOperator how) {
    var merged = new Amount();
    merged.values.putAll(values);
    other.values.forEach((name, value) -> merged.values.merge(name, value, how::applyAsLong));
    return merged;
  }

  /** Without extended resources. */
  Amount ordinary() {
    var ordinary = new Amount();
    ordinary.values.putAll(values);
    ordinary.values.keySet().retainAll(java.util.Set.of("cpu", "memory"));
    return ordinary;
  }

  int unreadable() {
    return unreadable;
  }

  ResourceVector vector() {
    Map<String, Long> extended = new HashMap<>(values);
    extended.keySet().removeAll(java.util.Set.of("cpu", "memory"));
    extended.values().removeIf(value -> value == 0);
    return new ResourceVector(
        values.getOrDefault("cpu", 0L), values.getOrDefault("memory", 0L), Map.copyOf(extended));
  }
}
