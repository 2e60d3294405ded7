package org.opencadc.sessionindex.publish;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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
  }

  /** A slice was deleted; not that which has taken its name since. */
  void gone(int slice, String uid) {
    Known known = existing.get(slice);
    if (known != null && known.uid().equals(uid)) {
      existing.remove(slice);
    }
  }
}
