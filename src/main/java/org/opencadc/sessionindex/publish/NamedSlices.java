package org.opencadc.sessionindex.publish;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.opencadc.sessionindex.publish.LastWrites.Known;

/**
 * The further slices that slice 0 is to name, by what they really hold: a slice of the plan may not
 * be written yet, and one that is to go may still hold a row that is nowhere else.
 *
 * @param slices their numbers
 * @param rows how many rows of the plan are in them
 */
record NamedSlices(SortedSet<Integer> slices, int rows) {

  /**
   * Which slices to name.
   *
   * @param existing as they were written last
   */
  static NamedSlices of(SliceBook.Plan plan, Map<Integer, Known> existing) {
    Set<Long> wanted = new HashSet<>();
    SortedSet<Integer> slices = new TreeSet<>();
    Set<Long> held = new HashSet<>();
    plan.slices()
        .tailMap(1)
        .forEach(
            (slice, sessions) -> {
              sessions.forEach(session -> wanted.add(SliceBook.hash(session.job().name())));
              Known known = existing.get(slice);
              if (known != null && known.content().digest() != null) {
                slices.add(slice);
                held.addAll(known.content().jobs());
              }
            });
    Set<Long> missing = new HashSet<>(wanted);
    missing.removeAll(held);
    existing.forEach(
        (slice, known) -> {
          if (!plan.slices().containsKey(slice) && missing.removeAll(known.content().jobs())) {
            slices.add(slice);
          }
        });
    return new NamedSlices(slices, wanted.size() - missing.size());
  }
}
