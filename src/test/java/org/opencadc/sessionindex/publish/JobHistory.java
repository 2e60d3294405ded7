package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Every state that a user's Jobs were in, and whether what a reader finds may be: by rule 7 of the
 * contract, and by the highest claim that any platform summary ever made, since a reader may hold
 * an old one.
 */
final class JobHistory {
  private final PublishingBench bench;
  private final String user;
  private final NavigableMap<Long, Map<String, Long>> states = new TreeMap<>();
  private final Map<String, Long> jobs = new TreeMap<>();
  private long changes;
  private long claimed;
  private int answers;

  JobHistory(PublishingBench bench, String user) {
    this.bench = bench;
    this.user = user;
  }

  /** The names of all Jobs there are. */
  List<String> jobs() {
    return new ArrayList<>(jobs.keySet());
  }

  /** How many answers a reader could rely on. */
  int answers() {
    return answers;
  }

  /** A Job is created, or changes. */
  void change(String name) {
    changes++;
    jobs.put(name, changes);
    apply(name);
  }

  /** A Job is deleted. */
  void remove(String name) {
    jobs.remove(name);
    bench.remove(name);
    remember();
  }

  /** Another process lists them all. */
  void list() {
    jobs().forEach(this::apply);
  }

  private void apply(String name) {
    bench.apply(SomeJob.of(name, user).name(name).kind("headless").time(null, jobs.get(name)));
    remember();
  }

  private void remember() {
    if (states.isEmpty() || !states.lastEntry().getValue().equals(jobs)) {
      states.put(Long.valueOf(bench.ledger.applied().jobs()), Map.copyOf(jobs));
    }
  }

  /**
   * What a reader finds now is right, or it has to LIST.
   *
   * @return whether it has an answer
   */
  boolean check() {
    Map<String, JsonNode> published = new HashMap<>();
    bench
        .json("")
        .path("items")
        .forEach(item -> published.put(item.at("/metadata/name").asText(), item.path("status")));
    claimed = Math.max(claimed, jobsVersion(published.get("main"), "publishedThrough"));
    List<JsonNode> slices = together(published);
    if (slices == null) {
      return false;
    }
    Map<String, Long> rows = rows(slices);
    boolean truncated = slices.get(0).path("conditions").size() > 0;
    if (truncated || rows.size() < slices.get(0).at("/sessions/total").asInt()) {
      return false;
    }
    long observed = slices.stream().mapToLong(s -> jobsVersion(s, "observed")).min().orElseThrow();
    assertRight(rows, since(Math.max(claimed, observed)));
    answers++;
    return true;
  }

  private static long jobsVersion(JsonNode status, String field) {
    return status == null ? 0 : status.path(field).path("jobs").asLong();
  }

  /** The slices, each just as slice 0 names it; null when one is not. */
  private List<JsonNode> together(Map<String, JsonNode> published) {
    JsonNode first = published.get(SummaryNames.ofUser("main", user));
    if (first == null || !first.isObject()) {
      return null;
    }
    List<JsonNode> slices = new ArrayList<>(List.of(first));
    for (JsonNode named : first.path("slices")) {
      JsonNode slice =
          published.getOrDefault(named.path("name").asText(), MissingNode.getInstance());
      if (!slice.path("sequence").equals(named.path("sequence"))) {
        return null;
      }
      slices.add(slice);
    }
    return slices;
  }

  private static Map<String, Long> rows(List<JsonNode> slices) {
    Map<String, Long> rows = new HashMap<>();
    Map<String, Long> orders = new HashMap<>();
    for (JsonNode slice : slices) {
      long order = slice.path("sequence").asLong();
      for (JsonNode row : slice.path("rows")) {
        String name = row.path("jobName").asText();
        if (order > orders.getOrDefault(name, -1L)) {
          orders.put(name, order);
          rows.put(name, row.path("activeDeadlineSeconds").asLong());
        }
      }
    }
    return rows;
  }

  private Collection<Map<String, Long>> since(long version) {
    Long from = states.floorKey(version);
    return from == null ? states.values() : states.tailMap(from, true).values();
  }

  private static void assertRight(Map<String, Long> rows, Collection<Map<String, Long>> states) {
    rows.forEach(
        (name, change) ->
            assertThat(states.stream().map(state -> state.get(name))).as(name).contains(change));
    for (String name : states.iterator().next().keySet()) {
      if (states.stream().allMatch(state -> state.containsKey(name))) {
        assertThat(rows).containsKey(name);
      }
    }
  }
}
