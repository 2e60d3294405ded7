package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.JobPlace;
import org.opencadc.sessionindex.ledger.PublicRow;
import org.opencadc.sessionindex.ledger.SessionStatus;
import org.opencadc.sessionindex.publish.PublicLayout.Part;

class PublicLayoutTest {
  private static final int ROWS = 20;
  private static final int HEAD = 8;

  private final PublicLayout layout = new PublicLayout(ROWS);

  @Test
  void fewRowsAreInSliceZeroAlone() {
    assertThat(sizes(layout.assign(List.of(), Set.of()))).isEqualTo(Map.of(0, 0));
    assertThat(sizes(layout.assign(rows(0, ROWS), Set.of()))).isEqualTo(Map.of(0, ROWS));
  }

  @Test
  void slicesAreMadeThreeQuartersFull() {
    assertThat(layout.assign(rows(0, 60), Set.of()))
        .extracting(part -> part.rows().size())
        .containsExactly(15, 15, 15, 15);
  }

  @Test
  void oneJobInTheMiddleChangesOneSlice() {
    List<PublicRow> rows = rows(0, 200);
    List<Part> before = layout.assign(List.copyOf(rows), Set.of());
    rows.add(101, row("00000100a", 100));

    assertThat(layout.assign(rows, Set.of())).filteredOn(part -> !before.contains(part)).hasSize(1);
  }

  @Test
  void aNumberThatIsTakenIsNotGivenAgain() {
    assertThat(sizes(layout.assign(rows(0, 45), Set.of(1, 3)))).containsOnlyKeys(0, 2, 4);
  }

  @Test
  void numbersGoRoundAndDoNotRunOut() {
    for (int round = 0; round < 1500; round++) {
      assertThat(layout.assign(rows(0, 60), Set.of())).hasSize(4);
      assertThat(layout.assign(rows(0, 5), Set.of())).hasSize(1);
    }
  }

  @Test
  void asManyRowsAsThereCanBeHavePlaces() {
    List<Part> parts = layout.assign(rows(0, layout.capacity()), Set.of());

    assertThat(parts.stream().mapToInt(part -> part.rows().size()).sum())
        .isEqualTo(layout.capacity());
    assertThat(parts).extracting(Part::slice).allMatch(slice -> slice <= 1000);
  }

  @Property(tries = 100)
  void everyRowIsInOneSliceAndSlicesKeepTheirRanges(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int steps) {
    Random random = new Random(seed);
    TreeMap<String, PublicRow> sessions = new TreeMap<>();
    Map<String, Integer> before = Map.of();
    for (int step = 0; step < steps; step++) {
      churn(sessions, random, random.nextInt(10) < (step < steps / 2 ? 8 : 2));
      List<Part> parts = layout.assign(List.copyOf(sessions.values()), Set.of());

      assertThat(parts.get(0).slice()).isZero();
      assertThat(parts).extracting(Part::slice).doesNotHaveDuplicates();
      assertThat(parts.stream().flatMap(part -> part.rows().stream()))
          .containsExactlyElementsOf(sessions.values());
      assertThat(parts).allMatch(part -> part.rows().size() <= ROWS);
      assertThat(parts).hasSizeLessThanOrEqualTo(2 + 2 * sessions.size() * 4 / (ROWS * 3));
      Map<String, Integer> now = places(sessions, parts);
      assertKept(before, now);
      before = now;
    }
  }

  /** What reads by an older slice 0 must find the ranges that it names, or find them gone. */
  private static void assertKept(Map<String, Integer> before, Map<String, Integer> now) {
    for (Map.Entry<String, Integer> place : before.entrySet()) {
      Integer moved = now.get(place.getKey());
      if (moved != null && !moved.equals(place.getValue())) {
        boolean left = place.getValue() == 0 || !now.containsValue(place.getValue());
        assertThat(left).as("the slice that it left is gone").isTrue();
        boolean joined = moved == 0 || !before.containsValue(moved);
        assertThat(joined).as("the slice that it joined is new").isTrue();
      }
    }
  }

  /** What is split may leave a piece that the next round joins: so would a process that went on. */
  @Property(tries = 1000)
  void aRestartFindsTheRangesAgain(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int steps) {
    Random random = new Random(seed);
    TreeMap<String, PublicRow> sessions = new TreeMap<>();
    List<Part> published = List.of();
    for (int step = 0; step < steps; step++) {
      churn(sessions, random, step % 3 < 2);
      published = layout.assign(List.copyOf(sessions.values()), Set.of());
    }

    PublicLayout restarted = restarted(published, sessions);
    List<Part> next = layout.assign(List.copyOf(sessions.values()), Set.of());

    assertThat(restarted.assign(List.copyOf(sessions.values()), Set.of())).isEqualTo(next);
  }

  @Property(tries = 50)
  void whatHappensDuringARestartChangesFewSlices(@ForAll long seed) {
    Random random = new Random(seed);
    TreeMap<String, PublicRow> sessions = new TreeMap<>();
    rows(0, 400).forEach(row -> sessions.put(name(sessions.size()), row));
    List<Part> published = layout.assign(List.copyOf(sessions.values()), Set.of());
    int place = random.nextInt(400);
    sessions.remove(name(random.nextInt(400)));
    sessions.put(name(place) + "a", row(name(place) + "a", 1000));

    List<Part> parts =
        restarted(published, sessions).assign(List.copyOf(sessions.values()), Set.of());

    assertThat(parts).filteredOn(part -> !published.contains(part)).hasSizeLessThanOrEqualTo(4);
  }

  private static PublicLayout restarted(List<Part> published, Map<String, PublicRow> sessions) {
    PublicLayout restarted = new PublicLayout(ROWS);
    restarted.restore(
        published.stream()
            .map(
                part ->
                    new PublicLayout.Found(
                        part.slice(),
                        part.rows().size(),
                        part.rows().stream().limit(HEAD).map(PublicDocument::hash).toList()))
            .toList(),
        List.copyOf(sessions.values()));
    return restarted;
  }

  private static void churn(NavigableMap<String, PublicRow> sessions, Random random, boolean grow) {
    for (int i = random.nextInt(60); i > 0; i--) {
      String name = name(random.nextInt(1000));
      if (grow) {
        // few users and times, so that many rows are the same
        sessions.putIfAbsent(name, row(name, random.nextInt(5)));
      } else if (!sessions.isEmpty()) {
        String next = sessions.ceilingKey(name);
        sessions.remove(next == null ? sessions.firstKey() : next);
      }
    }
  }

  private static Map<String, Integer> places(Map<String, PublicRow> sessions, List<Part> parts) {
    Map<JobPlace, Integer> slices = new HashMap<>();
    parts.forEach(part -> part.rows().forEach(row -> slices.put(row.place(), part.slice())));
    Map<String, Integer> places = new HashMap<>();
    sessions.forEach((name, row) -> places.put(name, slices.get(row.place())));
    return places;
  }

  private static Map<Integer, Integer> sizes(List<Part> parts) {
    Map<Integer, Integer> sizes = new HashMap<>();
    parts.forEach(part -> sizes.put(part.slice(), part.rows().size()));
    return sizes;
  }

  private static List<PublicRow> rows(int from, int to) {
    List<PublicRow> rows = new ArrayList<>();
    for (int i = from; i < to; i++) {
      rows.add(row(name(i), i));
    }
    return rows;
  }

  private static String name(int number) {
    return String.format("%08d", number);
  }

  private static PublicRow row(String name, int what) {
    return new PublicRow(
        new JobPlace(name, "uid-of-" + name),
        "user" + what,
        "headless",
        SessionStatus.RUNNING,
        "2026-11-23T07:00:00Z");
  }
}
