package org.opencadc.sessionindex.publish;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.opencadc.sessionindex.api.SessionSummaryStatus.Observed;

/**
 * One way through the public rows of one moment: the changed slices one by one, then slice 0, which
 * names them all.
 *
 * @param parts in order, slice 0 first
 * @param changed those that are yet to be written, but for slice 0
 * @param all how many sessions there are; more than there are rows when some found no place
 * @param observed what the rows reflect, and when they were taken
 * @param sequence number of this pass
 */
record PublicPass(
    List<PublicLayout.Part> parts,
    Deque<PublicLayout.Part> changed,
    int all,
    Observed observed,
    long sequence) {

  static PublicPass of(List<PublicLayout.Part> parts, int all, Observed observed, long sequence) {
    return new PublicPass(parts, new ArrayDeque<>(), all, observed, sequence);
  }

  /** What to write next before slice 0; null when all that it is to name is there. */
  PublicLayout.Part next(Set<Integer> existing) {
    if (!changed.isEmpty()) {
      return changed.peek();
    }
    return parts.stream()
        .filter(part -> part.slice() != 0 && !existing.contains(part.slice()))
        .findFirst()
        .orElse(null);
  }

  int shown() {
    return parts.stream().mapToInt(part -> part.rows().size()).sum();
  }

  boolean holds(int slice) {
    return parts.stream().anyMatch(part -> part.slice() == slice);
  }
}
