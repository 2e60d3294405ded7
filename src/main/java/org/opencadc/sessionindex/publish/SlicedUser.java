package org.opencadc.sessionindex.publish;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.opencadc.sessionindex.ledger.UserSnapshot.SessionFacts;
import org.opencadc.sessionindex.publish.LastWrites.Known;
import org.opencadc.sessionindex.publish.PublishedSummary.Content;

/**
 * A user with further slices, and what those hold. Only what slice 0 names and what was written
 * here counts as their content. Any other write may be from any time, such as that of a process
 * that ended before it could name or delete the slice: to name it again could show rows that are
 * older than what was claimed meanwhile. Guarded by itself.
 */
final class SlicedUser {
  final SliceBook book;
  final SortedMap<Integer, Known> existing = new TreeMap<>();
  NamedSlices named = new NamedSlices(new TreeSet<>(), 0);
  long sequence;
  private final Set<Integer> pending = new HashSet<>();
  private final Map<Integer, Digested> digested = new HashMap<>();
  private Set<Integer> planned = Set.of();

  /** The digest of a slice with the rows of these sessions. */
  private record Digested(List<SessionFacts> sessions, String digest) {}

  SlicedUser(SliceBook book) {
    this.book = book;
  }

  /** Takes over a slice of an earlier process. */
  void restore(int slice, Known known, boolean named) {
    if (named) {
      existing.put(slice, known);
      sequence = Math.max(sequence, known.content().sequence());
      book.restore(slice, known.content().jobs());
    } else {
      found(slice, known);
    }
  }

  /** A slice is there as somebody wrote it, which may have been us. */
  void found(int slice, Known known) {
    Known before = existing.get(slice);
    boolean as =
        before != null
            && before.uid().equals(known.uid())
            && before.content().equals(known.content());
    existing.put(slice, as ? known : new Known(known.uid(), known.version(), Content.NONE));
    sequence = Math.max(sequence, known.content().sequence());
    if (!as) {
      pending.add(slice);
    }
  }

  /**
   * Takes over a plan.
   *
   * @param anew whether all slices are to be made equal to this plan at least, and not only those
   *     that are left of an earlier one
   * @return the further slices in the order in which they are to be written: first those that took
   *     over rows, then those that have waited
   */
  List<Integer> plan(SliceBook.Plan plan, boolean anew) {
    planned = plan.slices().tailMap(1).keySet();
    digested.keySet().retainAll(planned);
    if (anew) {
      pending.addAll(planned);
    }
    // what is made up to now may be out; what has moved since is not
    pending.addAll(plan.gained());
    List<Integer> order = new ArrayList<>(planned);
    order.sort(
        Comparator.comparing((Integer slice) -> !plan.gained().contains(slice))
            .thenComparing(slice -> !pending.contains(slice)));
    return order;
  }

  /** Of a slice with these rows: most of a user's rows are composed once, not with each change. */
  String digest(int slice, SliceDraft draft) {
    Digested last = digested.get(slice);
    if (last == null || !last.sessions().equals(draft.sessions())) {
      last = new Digested(draft.sessions(), ContentDigest.of(draft.status()));
      digested.put(slice, last);
    }
    return last.digest();
  }

  /** A slice is about to be written, and until that is answered nobody knows what it holds. */
  void awaits(int slice) {
    pending.add(slice);
  }

  /** A slice is as it is to be. */
  void reflects(int slice) {
    pending.remove(slice);
  }

  /** Whether every slice was as it was to be at some time since the plan that was made anew. */
  boolean complete() {
    return Collections.disjoint(pending, planned);
  }

  /** Slices that nobody needs, once slice 0 is out. */
  List<Integer> unneeded() {
    return existing.keySet().stream()
        .filter(slice -> !planned.contains(slice) && !named.slices().contains(slice))
        .toList();
  }

  /**
   * A slice was deleted; not that which has taken its name since.
   *
   * @return whether it was still held for one that is there
   */
  boolean gone(int slice, String uid) {
    Known known = existing.get(slice);
    boolean held = known != null && known.uid().equals(uid);
    if (held) {
      existing.remove(slice);
    }
    return held;
  }
}
