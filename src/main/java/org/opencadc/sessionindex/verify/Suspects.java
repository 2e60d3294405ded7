package org.opencadc.sessionindex.verify;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sorts real differences from those of a summary and a LIST that were taken at different moments. A
 * summary that reflects one LIST and was read before the next lies between the two: where either
 * agrees with it, it is right. Where both say the same and it does not, twice running, it is wrong;
 * once is not enough, as a figure may go and come back in between.
 */
final class Suspects {
  private final Set<Difference> confirmed = new LinkedHashSet<>();
  private Set<Difference> seenByBoth = Set.of();
  private Map<String, Difference> open;

  /** Takes in what the LIST before and the LIST after say of the same summaries. */
  void judge(List<Difference> before, List<Difference> after) {
    Set<String> fieldsAfter = after.stream().map(Suspects::key).collect(Collectors.toSet());
    Map<String, Difference> unequal = new LinkedHashMap<>();
    before.stream()
        .filter(difference -> fieldsAfter.contains(key(difference)))
        .forEach(difference -> unequal.put(key(difference), difference));
    if (open == null) {
      open = unequal;
    } else {
      open.keySet().retainAll(unequal.keySet());
    }
    Set<Difference> both = new LinkedHashSet<>(before);
    both.retainAll(Set.copyOf(after));
    both.stream()
        .filter(difference -> seenByBoth.contains(difference))
        .filter(difference -> open.containsKey(key(difference)))
        .forEach(confirmed::add);
    confirmed.forEach(difference -> open.remove(key(difference)));
    seenByBoth = both;
  }

  /** Whether nothing is left to find out. */
  boolean settled() {
    return open != null && open.isEmpty();
  }

  List<Difference> confirmed() {
    return List.copyOf(confirmed);
  }

  /** What was unequal every time, but changed too fast to tell. */
  List<Difference> unsettled() {
    return open == null ? List.of() : List.copyOf(open.values());
  }

  private static String key(Difference difference) {
    return difference.scope() + "\n" + difference.field();
  }
}
