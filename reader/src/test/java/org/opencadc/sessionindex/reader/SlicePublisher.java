package org.opencadc.sessionindex.reader;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A user whose Jobs come and go, and an operator that publishes them in slices: one write at a
 * time, in any order that the contract allows and some that it does not, with rounds that stay
 * incomplete and restarts between any two writes. It keeps every state that the Jobs were in.
 */
final class SlicePublisher {
  private static final String USER = "adal";
  private static final int NOTHING = -1;
  private static final int MOST_ROWS = 3;
  private static final List<String> STATUSES = List.of("Pending", "Running", "Completed");

  /** A Job; its kind never changes. */
  record Job(String kind, String status) {}

  private record Slice(Map<String, Job> rows, long sequence, long observed) {}

  private final Index index;
  private final Random random;
  private final List<Map<String, Job>> states = new ArrayList<>();
  private final SortedMap<Integer, Slice> published = new TreeMap<>();
  private final Deque<Runnable> round = new ArrayDeque<>();
  private Map<String, Integer> places = new HashMap<>();
  private long sequence;
  private int through;
  private int created;

  /** Called after each write of a summary. */
  Runnable afterWrite = () -> {};

  SlicePublisher(Index index, Random random) {
    this.index = index;
    this.random = random;
    states.add(new TreeMap<>());
    publishPlatform();
  }

  /** Number of the newest state, which is its resourceVersion as well. */
  int now() {
    return states.size() - 1;
  }

  /** Every state from one number to another, both included. */
  List<Map<String, Job>> states(int from, int until) {
    return states.subList(from, until + 1);
  }

  /** Something happens: a change of a Job, a write of the operator. */
  void happen() {
    switch (random.nextInt(7)) {
      case 0, 1 -> change();
      case 2 -> publishPlatform();
      default -> write(false);
    }
    afterWrite.run();
  }

  /**
   * The operator ends at any point and another begins, which takes longer than a platform summary
   * is shared: it claims nothing of the users until it has published them all once.
   */
  void restart() {
    round.clear();
    places = new HashMap<>();
    published.forEach((slice, held) -> held.rows().keySet().forEach(row -> places.put(row, slice)));
    through = NOTHING;
    publishPlatform();
    afterWrite.run();
  }

  /** Everything that is to be published is, with nothing on its way. */
  void settle() {
    round.clear();
    write(true);
    afterWrite.run();
    while (!round.isEmpty()) {
      round.remove().run();
      afterWrite.run();
    }
    publishPlatform();
    afterWrite.run();
  }

  private void change() {
    Map<String, Job> next = new TreeMap<>(states.get(now()));
    List<String> names = new ArrayList<>(next.keySet());
    int what = names.isEmpty() ? 0 : random.nextInt(4);
    if (what == 0) {
      next.put(
          "job-" + created++, new Job(random.nextInt(4) == 0 ? "carta" : "headless", "Pending"));
    } else {
      String name = names.get(random.nextInt(names.size()));
      String status = STATUSES.get(random.nextInt(STATUSES.size()));
      if (what == 1) {
        next.remove(name);
      } else {
        next.put(name, new Job(next.get(name).kind(), status));
      }
    }
    states.add(next);
  }

  private void publishPlatform() {
    index.platform(String.valueOf(through), index.now());
    if (through == NOTHING) {
      index.platformStatus().remove("publishedThrough");
    }
  }

  private void write(boolean everything) {
    if (round.isEmpty()) {
      plan(everything ? Integer.MAX_VALUE : random.nextInt(4));
    }
    round.remove().run();
  }

  private void plan(int mostSlices) {
    int observed = now();
    long number = ++sequence;
    SortedMap<Integer, Map<String, Job>> slices = assign(states.get(observed));
    List<Integer> changed = new ArrayList<>();
    slices
        .tailMap(1)
        .forEach(
            (slice, rows) -> {
              if (!published.containsKey(slice) || !published.get(slice).rows().equals(rows)) {
                changed.add(slice);
              }
            });
    Collections.shuffle(changed, random);
    boolean complete = changed.size() <= mostSlices;
    changed.stream()
        .limit(mostSlices)
        .forEach(
            slice -> round.add(() -> put(slice, new Slice(slices.get(slice), number, observed))));
    round.add(() -> putFirst(slices, new Slice(slices.get(0), number, observed), complete));
    if (complete) {
      for (int slice : List.copyOf(published.tailMap(1).keySet())) {
        if (!slices.containsKey(slice)) {
          round.add(() -> delete(slice));
        }
      }
    }
  }

  /** Rows stay where they are, but for some that move for whatever reason. */
  private SortedMap<Integer, Map<String, Job>> assign(Map<String, Job> jobs) {
    SortedMap<Integer, Map<String, Job>> slices = new TreeMap<>();
    slices.put(0, new TreeMap<>());
    Map<String, Integer> next = new HashMap<>();
    jobs.forEach(
        (name, job) -> {
          Integer place = random.nextInt(12) == 0 ? null : places.get(name);
          while (place == null || held(slices, place) >= MOST_ROWS) {
            place = random.nextInt(3 + jobs.size() / MOST_ROWS);
          }
          slices.computeIfAbsent(place, slice -> new TreeMap<>()).put(name, job);
          next.put(name, place);
        });
    places = next;
    return slices;
  }

  private static int held(Map<Integer, Map<String, Job>> slices, int slice) {
    return slices.containsKey(slice) ? slices.get(slice).size() : 0;
  }

  private void put(int number, Slice slice) {
    published.put(number, slice);
    index
        .slice(name(number), USER, number, String.valueOf(slice.observed()))
        .addProperty("sequence", slice.sequence());
    rows(number, slice);
  }

  private void putFirst(Map<Integer, Map<String, Job>> planned, Slice slice, boolean complete) {
    published.put(0, slice);
    JsonObject status = index.user(USER, String.valueOf(slice.observed()));
    status.addProperty("sequence", slice.sequence());
    Set<Integer> named = new TreeSet<>(published.tailMap(1).keySet());
    named.removeIf(
        number -> !planned.containsKey(number) && (complete || !needed(number, planned)));
    JsonArray slices = new JsonArray();
    named.forEach(
        number ->
            slices.add(
                Index.json(
                    "{\"name\": \"%s\", \"sequence\": %d}"
                        .formatted(name(number), published.get(number).sequence()))));
    status.add("slices", slices);
    boolean lacksRows =
        planned.values().stream()
            .flatMap(rows -> rows.keySet().stream())
            .anyMatch(
                row ->
                    !slice.rows().containsKey(row)
                        && named.stream().noneMatch(n -> published.get(n).rows().containsKey(row)));
    if (lacksRows) {
      JsonArray conditions = new JsonArray();
      conditions.add(Index.json("{\"type\": \"Truncated\", \"status\": \"True\"}"));
      status.add("conditions", conditions);
    }
    Map<String, Job> all = states.get((int) slice.observed());
    status.add(
        "sessions",
        Index.json(
            "{\"total\": %d, \"byKind\": {\"headless\": %d}}"
                .formatted(
                    all.size(),
                    all.values().stream().filter(job -> job.kind().equals("headless")).count())));
    rows(0, slice);
    if (complete) {
      through = (int) slice.observed();
    }
  }

  /** Whether a slice that is to go holds a row that is nowhere else yet. */
  private boolean needed(int number, Map<Integer, Map<String, Job>> planned) {
    return planned.entrySet().stream()
        .filter(slice -> slice.getKey() > 0)
        .flatMap(slice -> slice.getValue().keySet().stream())
        .filter(published.get(number).rows()::containsKey)
        .anyMatch(
            row ->
                planned.keySet().stream()
                    .filter(other -> other > 0 && published.containsKey(other))
                    .noneMatch(other -> published.get(other).rows().containsKey(row)));
  }

  private void rows(int number, Slice slice) {
    JsonArray rows =
        index.server.summaries.get(name(number)).getAsJsonObject("status").getAsJsonArray("rows");
    slice.rows().forEach((name, job) -> rows.add(Index.row(name, job.kind(), job.status())));
  }

  private void delete(int number) {
    published.remove(number);
    index.server.summaries.remove(name(number));
  }

  private static String name(int slice) {
    return "main." + USER + (slice == 0 ? "" : ".s" + slice);
  }
}
