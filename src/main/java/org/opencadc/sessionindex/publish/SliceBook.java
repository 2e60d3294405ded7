package org.opencadc.sessionindex.publish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.opencadc.sessionindex.ledger.UserSnapshot.SessionFacts;

/**
 * Which slice of a user's summary holds which row. A row stays where it is, so that a change
 * rewrites one slice and not all of them. Slice 0 holds the interactive rows and up to 100 headless
 * ones; new rows fill one further slice after the other, since what is started together changes
 * together.
 */
final class SliceBook {
  private static final int MOST_HEADLESS_IN_FIRST = 100;
  private static final int MOST_SLICES = 1000;

  private final int mostRows;
  private Map<Long, Integer> places = new HashMap<>();

  SliceBook(int mostRows) {
    this.mostRows = mostRows;
  }

  /**
   * Where every row goes.
   *
   * @param slices rows by slice, 0 always among them, no other one empty
   * @param gained slices that took over rows of others: they must be written before those
   * @param left how many rows found no place
   */
  record Plan(SortedMap<Integer, List<SessionFacts>> slices, Set<Integer> gained, int left) {}

  /** A stable 64-bit hash of a Job name (FNV-1a). */
  static long hash(String jobName) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < jobName.length(); i++) {
      hash = (hash ^ jobName.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** Takes over what a slice holds, as published by an earlier process. */
  void restore(int slice, List<Long> jobs) {
    jobs.forEach(job -> places.put(job, slice));
  }

  /** Assigns every session to a slice, each where it is if it can stay. */
  Plan assign(List<SessionFacts> sessions) {
    SortedMap<Integer, SliceFill> fills = new TreeMap<>();
    fills.put(0, SliceFill.first(mostRows, MOST_SLICES));
    List<SessionFacts> interactive = new ArrayList<>();
    List<SessionFacts> headless = new ArrayList<>();
    for (SessionFacts session : sessions) {
      Integer place = places.get(hash(session.job().name()));
      boolean stays = place != null && mayHold(fills, place, session);
      if (stays) {
        fill(fills, place).add(session);
      } else {
        (SliceFill.headless(session) ? headless : interactive).add(session);
      }
    }
    int left = 0;
    for (SessionFacts session : interactive) {
      left += placeInteractive(fills, session) ? 0 : 1;
    }
    for (SessionFacts session : headless) {
      left += place(fills, session, firstTakes(fills, session)) < 0 ? 1 : 0;
    }
    compact(fills);
    return plan(fills, left);
  }

  private boolean placeInteractive(SortedMap<Integer, SliceFill> fills, SessionFacts session) {
    SliceFill first = fills.get(0);
    if (!first.admits(session) && first.headless() > 0) {
      int unused = place(fills, first.removeLastHeadless(), false);
    }
    return place(fills, session, first.admits(session)) >= 0;
  }

  private boolean firstTakes(SortedMap<Integer, SliceFill> fills, SessionFacts session) {
    SliceFill first = fills.get(0);
    return first.headless() < MOST_HEADLESS_IN_FIRST && first.admits(session);
  }

  /** Puts a row into slice 0 or into the slice that is being filled; -1 when all are full. */
  private int place(SortedMap<Integer, SliceFill> fills, SessionFacts session, boolean inFirst) {
    int slice = inFirst ? 0 : sliceToFill(fills, session);
    if (slice >= 0) {
      fill(fills, slice).add(session);
    }
    return slice;
  }

  private int sliceToFill(SortedMap<Integer, SliceFill> fills, SessionFacts session) {
    int last = fills.lastKey();
    if (last > 0 && fills.get(last).admits(session)) {
      return last;
    }
    for (Map.Entry<Integer, SliceFill> fill : fills.tailMap(1).entrySet()) {
      if (fill.getValue().size() <= mostRows / 2 && fill.getValue().admits(session)) {
        return fill.getKey();
      }
    }
    return IntStream.rangeClosed(1, MOST_SLICES)
        .filter(slice -> !fills.containsKey(slice))
        .findFirst()
        .orElse(-1);
  }

  private boolean mayHold(SortedMap<Integer, SliceFill> fills, int slice, SessionFacts session) {
    return fill(fills, slice).admits(session)
        && (slice > 0
            || !SliceFill.headless(session)
            || fills.get(0).headless() < MOST_HEADLESS_IN_FIRST);
  }

  private SliceFill fill(SortedMap<Integer, SliceFill> fills, int slice) {
    return fills.computeIfAbsent(slice, s -> SliceFill.further(mostRows));
  }

  /**
   * While the further slices are half empty, the last one's rows move together, if they fit. That
   * does not wait for the next change: once many rows are gone, there need not be another.
   */
  private void compact(SortedMap<Integer, SliceFill> fills) {
    boolean moved = true;
    while (moved && halfEmpty(fills)) {
      moved = moveLast(fills);
    }
  }

  private boolean halfEmpty(SortedMap<Integer, SliceFill> fills) {
    int rows = fills.tailMap(1).values().stream().mapToInt(SliceFill::size).sum();
    int slices = fills.size() - 1;
    return slices > 0 && rows * 2 <= slices * mostRows;
  }

  private boolean moveLast(SortedMap<Integer, SliceFill> fills) {
    int last = fills.lastKey();
    SliceFill emptied = fills.get(last);
    for (Map.Entry<Integer, SliceFill> target : fills.headMap(last).entrySet()) {
      int headlessLimit = target.getKey() == 0 ? MOST_HEADLESS_IN_FIRST : mostRows;
      if (target.getValue().admitsAll(emptied, headlessLimit)) {
        target.getValue().addAll(emptied);
        fills.remove(last);
        return true;
      }
    }
    return false;
  }

  private Plan plan(SortedMap<Integer, SliceFill> fills, int left) {
    SortedMap<Integer, List<SessionFacts>> slices = new TreeMap<>();
    Set<Integer> gained = new HashSet<>();
    Map<Long, Integer> next = new HashMap<>();
    fills.forEach(
        (slice, fill) -> {
          if (slice == 0 || fill.size() > 0) {
            slices.put(slice, fill.sorted());
            fill.sorted().forEach(s -> next.put(hash(s.job().name()), slice));
          }
        });
    next.forEach(
        (job, slice) -> {
          if (!slice.equals(places.getOrDefault(job, slice))) {
            gained.add(slice);
          }
        });
    places = next;
    return new Plan(slices, gained, left);
  }
}
