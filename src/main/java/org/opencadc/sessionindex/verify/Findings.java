package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.opencadc.sessionindex.api.Sessions;

/** Collects the differences of one scope. */
final class Findings {
  private static final int MAX_KEYS = 64;
  private static final int MAX_EXTENDED = 16;
  private static final String EXTENDED = "extended.";

  private final String scope;
  private final List<Difference> found = new ArrayList<>();

  Findings(String scope) {
    this.scope = scope;
  }

  List<Difference> found() {
    return List.copyOf(found);
  }

  void add(String field, String expected, String published) {
    found.add(new Difference(scope, field, expected, published));
  }

  /** Compares shapes value by value as text. */
  void texts(String path, Object expected, Object published) {
    compare(path, Leaves.of(expected), Leaves.of(published));
  }

  /** Compares shapes value by value, CPU, memory and extended resources as numbers. */
  void figures(String path, Object expected, Object published) {
    compare(path, numbers(Leaves.of(expected)), numbers(Leaves.of(published)));
  }

  /** As figures; demand that is absent is zero demand. */
  void demand(String path, Object expected, Object published) {
    compare(path, zeroless(numbers(Leaves.of(expected))), zeroless(numbers(Leaves.of(published))));
  }

  private static Map<String, String> zeroless(Map<String, String> leaves) {
    leaves.values().removeIf("0"::equals);
    return leaves;
  }

  private void compare(String path, Map<String, String> expected, Map<String, String> published) {
    boolean cut = extended(expected) > MAX_EXTENDED && extended(published) == MAX_EXTENDED;
    for (String leaf : union(expected, published)) {
      String should = expected.getOrDefault(leaf, Difference.ABSENT);
      String is = published.getOrDefault(leaf, Difference.ABSENT);
      boolean excused = cut && leaf.startsWith(EXTENDED) && is.equals(Difference.ABSENT);
      if (!should.equals(is) && !excused) {
        add(path + "." + leaf, should, is);
      }
    }
  }

  /** Compares counts by label value; beyond 64 keys the rest must be under _other. */
  void countsBy(String path, Map<String, Long> expected, Map<String, Long> published) {
    Map<String, Long> should = expected == null ? Map.of() : expected;
    Map<String, Long> is = published == null ? Map.of() : published;
    if (should.size() <= MAX_KEYS) {
      texts(path, should, is);
      return;
    }
    long named = 0;
    for (Map.Entry<String, Long> entry : is.entrySet()) {
      if (!entry.getKey().equals(Sessions.OTHER)) {
        named++;
        Long count = should.get(entry.getKey());
        if (!entry.getValue().equals(count)) {
          add(path + "." + entry.getKey(), text(count), text(entry.getValue()));
        }
      }
    }
    if (named != MAX_KEYS) {
      add(path + " keys", text((long) MAX_KEYS), text(named));
    }
    long rest =
        should.entrySet().stream()
            .filter(entry -> !is.containsKey(entry.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    Long other = is.get(Sessions.OTHER);
    if (other == null || other != rest) {
      add(path + "." + Sessions.OTHER, text(rest), text(other));
    }
  }

  private static String text(Long count) {
    return count == null ? Difference.ABSENT : String.valueOf(count);
  }

  private static long extended(Map<String, String> leaves) {
    return leaves.keySet().stream().filter(leaf -> leaf.startsWith(EXTENDED)).count();
  }

  private static Map<String, String> numbers(Map<String, String> leaves) {
    leaves.replaceAll((leaf, text) -> isQuantity(leaf) ? number(text) : text);
    return leaves;
  }

  private static boolean isQuantity(String leaf) {
    return leaf.startsWith(EXTENDED) || leaf.endsWith("cpu") || leaf.endsWith("memory");
  }

  private static String number(String quantity) {
    try {
      return Amount.text(Quantity.parse(quantity).getNumericalAmount());
    } catch (IllegalArgumentException | ArithmeticException unreadable) {
      return quantity;
    }
  }

  private static Set<String> union(Map<String, String> left, Map<String, String> right) {
    Set<String> all = new TreeSet<>(left.keySet());
    all.addAll(right.keySet());
    return all;
  }
}
