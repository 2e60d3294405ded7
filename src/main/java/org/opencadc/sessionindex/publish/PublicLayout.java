package org.opencadc.sessionindex.publish;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.opencadc.sessionindex.ledger.JobPlace;
import org.opencadc.sessionindex.ledger.PublicRow;

/**
 * Which slice of the public rows holds which range of Jobs, as leaves of a B-tree: a Job that comes
 * or goes changes the slice of its range and no other.
 *
 * <p>A slice keeps its range until it is split or joined; what comes of that are slices of other
 * numbers. So whoever reads by an older slice 0 finds the ranges that it names, or finds one gone,
 * but never a row twice or none. Slice 0, which names the others, is always the first and may keep
 * its number.
 */
final class PublicLayout {
  private static final int HIGHEST_NUMBER = 1000;
  private static final int MOST_FULL_SLICES = 200;

  private final int mostRows;
  private List<Leaf> leaves = List.of(new Leaf(0, null));
  private int lastNumber;

  /**
   * A slice and where its range begins.
   *
   * @param from null: at the beginning
   */
  private record Leaf(int slice, JobPlace from) {}

  /** A slice and its rows, which follow on those of the part before. */
  record Part(int slice, List<PublicRow> rows) {}

  /**
   * A slice as it was published by an earlier process.
   *
   * @param rows how many it holds
   * @param head hashes of its first rows
   */
  record Found(int slice, int rows, List<Long> head) {}

  /** The whole order is one range. */
  PublicLayout(int mostRows) {
    this.mostRows = mostRows;
  }

  /** How many rows there can be. */
  int capacity() {
    return MOST_FULL_SLICES * mostRows;
  }

  /**
   * Takes over the ranges of an earlier process. Published rows tell no Job names, so a range is
   * taken to begin where the first rows of its slice are found again, near to where it began. If
   * that is wrong, more slices are written than need be.
   *
   * @param found in order, slice 0 first
   * @param rows all rows now, in order
   */
  void restore(List<Found> found, List<PublicRow> rows) {
    long[] hashes = rows.stream().mapToLong(PublicDocument::hash).toArray();
    List<Leaf> restored = new ArrayList<>(List.of(new Leaf(0, null)));
    int begin = 0;
    int expected = 0;
    for (Found slice : found) {
      lastNumber = Math.max(lastNumber, slice.slice());
      if (slice.slice() != 0) {
        int at = nearest(slice.head(), hashes, expected);
        // slice 0 alone may be empty
        int least = restored.size() == 1 ? 0 : begin + 1;
        if (at < least || at >= hashes.length) {
          continue;
        }
        restored.add(new Leaf(slice.slice(), rows.get(at).place()));
        begin = at;
      }
      expected = begin + slice.rows();
    }
    leaves = restored;
  }

  private int nearest(List<Long> head, long[] hashes, int expected) {
    int best = expected;
    int bestScore = score(head, hashes, expected);
    for (int distance = 1; distance <= mostRows && bestScore < head.size(); distance++) {
      for (int at : new int[] {expected - distance, expected + distance}) {
        int score = score(head, hashes, at);
        if (score > bestScore) {
          best = at;
          bestScore = score;
        }
      }
    }
    return best;
  }

  private static int score(List<Long> head, long[] hashes, int at) {
    int score = 0;
    for (int i = 0; i < head.size(); i++) {
      int position = at + i;
      boolean there = position >= 0 && position < hashes.length;
      score += there && hashes[position] == head.get(i) ? 1 : 0;
    }
    return score;
  }

  /**
   * Gives every row to the slice of its range; splits ranges that are too full and joins those that
   * are half empty.
   *
   * @param rows in order, at most {@link #capacity}
   * @param taken numbers of slices that exist
   * @return in order, slice 0 first
   */
  List<Part> assign(List<PublicRow> rows, Set<Integer> taken) {
    Set<Integer> used = new HashSet<>(taken);
    leaves.forEach(leaf -> used.add(leaf.slice()));
    List<Part> parts = new ArrayList<>();
    for (Part part : joined(ranges(rows), used)) {
      split(part, used, parts);
    }
    List<Leaf> next = new ArrayList<>();
    for (Part part : parts) {
      next.add(new Leaf(part.slice(), part.slice() == 0 ? null : part.rows().get(0).place()));
    }
    leaves = next;
    return parts;
  }

  private List<Part> ranges(List<PublicRow> rows) {
    List<Part> parts = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i < leaves.size(); i++) {
      int end = i + 1 == leaves.size() ? rows.size() : begin;
      while (end < rows.size()
          && i + 1 < leaves.size()
          && rows.get(end).place().compareTo(leaves.get(i + 1).from()) < 0) {
        end++;
      }
      parts.add(new Part(leaves.get(i).slice(), rows.subList(begin, end)));
      begin = end;
    }
    return parts;
  }

  private List<Part> joined(List<Part> parts, Set<Integer> used) {
    List<Part> joined = new ArrayList<>();
    for (Part part : parts) {
      Part last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && last.slice() != 0 && last.rows().isEmpty()) {
        joined.set(joined.size() - 1, part);
      } else if (last == null || last.rows().size() + part.rows().size() > mostRows * 3 / 4) {
        joined.add(part);
      } else if (!part.rows().isEmpty()) {
        List<PublicRow> both = new ArrayList<>(last.rows());
        both.addAll(part.rows());
        int number = last.slice() == 0 ? 0 : fresh(used);
        joined.set(joined.size() - 1, new Part(number, both));
      }
    }
    joined.removeIf(part -> part.slice() != 0 && part.rows().isEmpty());
    return joined;
  }

  private void split(Part part, Set<Integer> used, List<Part> into) {
    int size = part.rows().size();
    if (size <= mostRows) {
      into.add(part);
      return;
    }
    int pieces = (size * 4 + mostRows * 3 - 1) / (mostRows * 3);
    for (int i = 0; i < pieces; i++) {
      List<PublicRow> rows =
          part.rows()
              .subList((int) ((long) size * i / pieces), (int) ((long) size * (i + 1) / pieces));
      into.add(new Part(i == 0 && part.slice() == 0 ? 0 : fresh(used), rows));
    }
  }

  /** Numbers go round, so that one is given again only long after its slice is gone. */
  private int fresh(Set<Integer> used) {
    for (int i = 0; i < HIGHEST_NUMBER; i++) {
      lastNumber = lastNumber % HIGHEST_NUMBER + 1;
      if (used.add(lastNumber)) {
        return lastNumber;
      }
    }
    throw new IllegalStateException("no number is left for a slice of the public rows");
  }
}
