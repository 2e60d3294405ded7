package org.opencadc.sessionindex.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every state that the Jobs were in, with the version that it is certainly included in. An answer
 * that claims a version must be one of the states from that version on.
 */
final class JobHistory {
  private final List<State> states = new ArrayList<>();
  private int begun;

  /** Statuses by Job name, by user; atOrBefore is a version that includes it. */
  private record State(Map<String, Map<String, String>> users, String atOrBefore, long doneAt) {}

  JobHistory(String version) {
    states.add(new State(Map.of(), version, System.nanoTime()));
    begun = 1;
  }

  synchronized void begin() {
    begun++;
    notifyAll();
  }

  /** The last change that began is done. */
  synchronized void done(String user, String jobName, String status, String version) {
    Map<String, Map<String, String>> users = new TreeMap<>(last().users());
    Map<String, String> jobs = new TreeMap<>(users.getOrDefault(user, Map.of()));
    if (status == null) {
      jobs.remove(jobName);
    } else {
      jobs.put(jobName, status);
    }
    users.put(user, jobs);
    // a write that changes nothing is answered with the version of an earlier one
    String atOrBefore =
        Versions.compare(version, last().atOrBefore()) > 0 ? version : last().atOrBefore();
    states.add(new State(users, atOrBefore, System.nanoTime()));
    notifyAll();
  }

  /** Waits until no change is under way, so that what a change did is known. */
  synchronized int settled() throws InterruptedException {
    int wanted = begun;
    while (states.size() < wanted) {
      wait();
    }
    return wanted;
  }

  /** The first state that an answer with this version may be in. */
  synchronized int from(String version) {
    int from = 0;
    for (int i = 0; i < states.size(); i++) {
      if (Versions.compare(states.get(i).atOrBefore(), version) <= 0) {
        from = i;
      }
    }
    return from;
  }

  /** The state that was the last one done a while before a moment. */
  synchronized int at(long nanoTime) {
    int at = 0;
    for (int i = 0; i < states.size(); i++) {
      at = states.get(i).doneAt() <= nanoTime ? i : at;
    }
    return at;
  }

  synchronized List<Map<String, String>> of(String user, int from, int until) {
    return states.subList(from, until).stream()
        .map(state -> state.users().getOrDefault(user, Map.of()))
        .distinct()
        .toList();
  }

  /** Every state of a user, in order. */
  synchronized List<Map<String, String>> all(String user, int from, int until) {
    return states.subList(from, until).stream()
        .map(state -> state.users().getOrDefault(user, Map.of()))
        .toList();
  }

  synchronized List<Long> totals(int from, int until) {
    return states.subList(from, until).stream()
        .map(state -> state.users().values().stream().mapToLong(Map::size).sum())
        .distinct()
        .toList();
  }

  private State last() {
    return states.get(states.size() - 1);
  }
}
