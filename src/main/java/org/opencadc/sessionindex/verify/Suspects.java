package org.opencadc.sessionindex.verify;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Sorts real differences from those of a summary and a LIST that were taken at different moments. A
 * summary that reflects one LIST and was read before the next lies between the two: where either
 * agrees with it, it is right. Where both say the same and it does not, a figure may have gone and
 * come back in between: it is wrong if nothing that it tells of changed, twice running, as an
 * object may come and go. Where something always changes, it is wrong if it never was right, three
 * times running.
 */
final class Suspects {
  private static final int OFTEN_ENOUGH = 3;

  private final Set<Difference> confirmed = new LinkedHashSet<>();
  private Map<Difference, Integer> timesRunning = Map.of();
  private Set<Difference> standing = Set.of();
  private Map<String, Difference> open;

  /**
   * Takes in what the LIST before and the LIST after say of the same summaries.
   *
   * @param stoodStill whether nothing of a scope changed between the two
   */
  void judge(List<Difference> before, List<Difference> after, Predicate<String> stoodStill) {
    keepUnequal(before, after);
    Set<Difference> both = new LinkedHashSet<>(before);
    both.retainAll(Set.copyOf(after));
    Set<Difference> still =
        both.stream()
            .filter(difference -> stoodStill.test(difference.scope()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<Difference> stillTwice = new LinkedHashSet<>(still);
    stillTwice.retainAll(standing);
    confirmed.addAll(stillTwice);
    Map<Difference, Integer> times = new LinkedHashMap<>();
    both.forEach(each -> times.put(each, timesRunning.getOrDefault(each, 0) + 1));
    both.stream()
        .filter(each -> open.containsKey(key(each)))
        .filter(each -> times.get(each) >= OFTEN_ENOUGH)
        .forEach(confirmed::add);
    confirmed.forEach(difference -> open.remove(key(difference)));
    still.removeAll(confirmed);
    timesRunning = times;
    standing = still;
  }

  private void keepUnequal(List<Difference> before, List<Difference> after) {
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
  }

  /** Whether nothing is left to find out. */
  boolean settled() {
    return open != null && open.isEmpty() && standing.isEmpty();
  }

  List<Difference> confirmed() {
    return List.copyOf(confirmed);
  }

  /** What was unequal every time, but changed too fast to tell, and what began with the last. */
  List<Difference> unsettled() {
    Map<String, Difference> all = new LinkedHashMap<>(open == null ? Map.of() : open);
    standing.forEach(difference -> all.putIfAbsent(key(difference), difference));
    return List.copyOf(all.values());
  }

  private static String key(Difference difference) {
    return difference.scope() + "\n" + difference.field();
  }
}
