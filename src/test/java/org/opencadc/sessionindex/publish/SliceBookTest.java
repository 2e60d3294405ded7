package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.JobFacts;
import org.opencadc.sessionindex.ledger.SessionStatus;
import org.opencadc.sessionindex.ledger.UserSnapshot.SessionFacts;

class SliceBookTest {
  private static final int ROWS = 20;

  @Test
  void aSmallUserHasSliceZeroAlone() {
    SliceBook.Plan plan = new SliceBook(ROWS).assign(sessions("headless", 0, 20));

    assertThat(plan.slices()).containsOnlyKeys(0);
    assertThat(plan.left()).isZero();
  }

  /** So that interactive rows that come later find room there. */
  @Test
  void sliceZeroTakesAHundredHeadlessRows() {
    SliceBook book = new SliceBook(200);
    List<SessionFacts> sessions = sessions("headless", 0, 300);

    assertThat(sizes(book.assign(sessions))).isEqualTo(Map.of(0, 100, 1, 200));

    sessions.addAll(sessions("headless", 300, 301));
    SliceBook.Plan plan = book.assign(sessions);
    assertThat(sizes(plan)).isEqualTo(Map.of(0, 100, 1, 200, 2, 1));
    assertThat(plan.gained()).isEmpty();
  }

  @Test
  void newRowsFillOneSliceAfterTheOther() {
    SliceBook book = new SliceBook(ROWS);
    List<SessionFacts> sessions = sessions("headless", 0, 20);
    SliceBook.Plan unused = book.assign(sessions);
    sessions.addAll(sessions("headless", 20, 45));

    SliceBook.Plan plan = book.assign(sessions);

    assertThat(sizes(plan)).isEqualTo(Map.of(0, 20, 1, 20, 2, 5));
  }

  @Test
  void interactiveRowsAreInSliceZeroAndPushHeadlessOnesOut() {
    SliceBook book = new SliceBook(ROWS);
    List<SessionFacts> sessions = sessions("headless", 0, 30);
    SliceBook.Plan unused = book.assign(sessions);
    sessions.addAll(sessions("notebook", 100, 103));

    SliceBook.Plan plan = book.assign(sessions);

    assertThat(plan.slices().get(0)).filteredOn(s -> !SliceFill.headless(s)).hasSize(3);
    assertThat(plan.gained()).containsExactly(1);
    assertThat(sizes(plan)).isEqualTo(Map.of(0, 20, 1, 13));
  }

  @Test
  void whatIsLeftOfManySlicesMovesTogether() {
    SliceBook book = new SliceBook(ROWS);
    List<SessionFacts> sessions = sessions("headless", 0, 200);
    assertThat(book.assign(sessions).slices()).hasSize(10);
    sessions.removeIf(s -> Integer.parseInt(s.job().name().substring(6)) % ROWS != 5);

    SliceBook.Plan plan = book.assign(sessions);

    assertThat(sizes(plan)).isEqualTo(Map.of(0, 10));
  }

  @Test
  void aRestartKeepsTheSlicesAsTheyArePublished() {
    SliceBook book = new SliceBook(ROWS);
    List<SessionFacts> sessions = sessions("headless", 0, 90);
    SliceBook.Plan unused = book.assign(sessions);
    sessions.removeIf(s -> s.job().name().endsWith("7"));
    SliceBook.Plan before = book.assign(sessions);

    SliceBook restarted = new SliceBook(ROWS);
    before
        .slices()
        .tailMap(1)
        .forEach(
            (slice, rows) ->
                restarted.restore(
                    slice, rows.stream().map(s -> SliceBook.hash(s.job().name())).toList()));

    assertThat(places(restarted.assign(sessions))).isEqualTo(places(before));
  }

  /** Growth and shrinkage of one user: nothing is lost, nothing is double, nothing moves idly. */
  @Property(tries = 200)
  void everyRowIsInOneSliceAndStaysThere(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int steps) {
    Random random = new Random(seed);
    SliceBook book = new SliceBook(ROWS);
    TreeMap<String, SessionFacts> sessions = new TreeMap<>();
    Map<String, Integer> before = Map.of();
    int next = 0;
    for (int step = 0; step < steps; step++) {
      boolean grow = random.nextInt(10) < (step < steps / 2 ? 8 : 2);
      int change = random.nextInt(60);
      for (int i = 0; i < change; i++) {
        if (grow) {
          String kind = random.nextInt(12) == 0 ? "notebook" : "headless";
          SessionFacts session = session(kind, next++);
          sessions.put(session.job().name(), session);
        } else if (!sessions.isEmpty()) {
          List<String> names = new ArrayList<>(sessions.keySet());
          sessions.remove(names.get(random.nextInt(names.size())));
        }
      }
      SliceBook.Plan plan = book.assign(List.copyOf(sessions.values()));
      Map<String, Integer> now = places(plan);

      assertThat(now.keySet()).isEqualTo(sessions.keySet());
      assertThat(sizes(plan).values()).allMatch(size -> size <= ROWS);
      long rows = sizes(plan).values().stream().mapToInt(Integer::intValue).sum();
      assertThat(rows).isEqualTo(sessions.size());
      assertThat(plan.left()).isZero();
      assertMovedForAReason(before, plan, sessions);
      before = now;
    }
  }

  /** A headless row makes room for an interactive one, and a slice that is given up moves whole. */
  private static void assertMovedForAReason(
      Map<String, Integer> before, SliceBook.Plan plan, Map<String, SessionFacts> sessions) {
    Map<String, Integer> now = places(plan);
    long madeRoom = 0;
    for (Map.Entry<String, Integer> place : before.entrySet()) {
      int from = place.getValue();
      Integer to = now.get(place.getKey());
      if (to == null || to == from) {
        continue;
      }
      assertThat(plan.gained()).contains(to);
      if (from == 0) {
        madeRoom++;
        assertThat(SliceFill.headless(sessions.get(place.getKey()))).isTrue();
      } else {
        assertThat(plan.slices()).as("slices after one moved").doesNotContainKey(from);
      }
    }
    long interactive =
        sessions.entrySet().stream()
            .filter(session -> !before.containsKey(session.getKey()))
            .filter(session -> !SliceFill.headless(session.getValue()))
            .count();
    assertThat(madeRoom).isLessThanOrEqualTo(interactive);
  }

  private static Map<String, Integer> places(SliceBook.Plan plan) {
    Map<String, Integer> places = new HashMap<>();
    plan.slices()
        .forEach(
            (slice, rows) ->
                rows.forEach(row -> assertThat(places.put(row.job().name(), slice)).isNull()));
    return places;
  }

  private static Map<Integer, Integer> sizes(SliceBook.Plan plan) {
    Map<Integer, Integer> sizes = new HashMap<>();
    plan.slices().forEach((slice, rows) -> sizes.put(slice, rows.size()));
    return sizes;
  }

  private static List<SessionFacts> sessions(String kind, int from, int to) {
    List<SessionFacts> sessions = new ArrayList<>();
    for (int i = from; i < to; i++) {
      sessions.add(session(kind, i));
    }
    return sessions;
  }

  private static SessionFacts session(String kind, int number) {
    JobFacts job = SomeJob.of(String.format("%08d", number), "adal").kind(kind).facts();
    return new SessionFacts(job, job.canonical(), false, SessionStatus.RUNNING, null, null);
  }
}
