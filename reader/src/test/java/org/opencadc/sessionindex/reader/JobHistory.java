package org.opencadc.sessionindex.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every state that the Jobs were in, with the version that it is certainly included in. An answer
 * that claims a version must be one of the states from that version on. Ranges of states do not
 * include their end.
 */
final class JobHistory {
  private final List<State> states = new ArrayList<>();
  private int begun;

  /**
   * One state.
   *
   * @param users Jobs by name, by user
   * @param everybody the public part of all Jobs, by name
   * @param atOrBefore a version that includes it
   * @param doneAt on the monotonic clock, after the change to it
   */
  private record State(
      Map<String, Map<String, JobState>> users,
      SortedMap<String, PublicSession> everybody,
      String atOrBefore,
      long doneAt) {

    Map<String, JobState> of(String user) {
      return users.getOrDefault(user, Map.of());
    }
  }

  JobHistory(String version) {
    states.add(new State(Map.of(), new TreeMap<>(), version, System.nanoTime()));
    begun = 1;
  }

  /** A change is under way; one at a time. */
  synchronized void begin() {
    begun++;
    notifyAll();
  }

  /**
   * The last change that began is done.
   *
   * @param job what it is now; null when it is gone
   */
  synchronized void done(String user, String jobName, JobState job, String version) {
    Map<String, Map<String, JobState>> users = new TreeMap<>(last().users());
    Map<String, JobState> jobs = new TreeMap<>(last().of(user));
    SortedMap<String, PublicSession> everybody = new TreeMap<>(last().everybody());
    if (job == null) {
      jobs.remove(jobName);
      everybody.remove(jobName);
    } else {
      jobs.put(jobName, job);
      everybody.put(jobName, job.publicPart(user));
    }
    users.put(user, jobs);
    // a write that changes nothing is answered with the version of an earlier one
    String atOrBefore =
        Versions.compare(version, last().atOrBefore()) > 0 ? version : last().atOrBefore();
    states.add(new State(users, everybody, atOrBefore, System.nanoTime()));
    notifyAll();
  }

  /** What the last change did will never be known: who waits for that must not wait for ever. */
  synchronized void givenUp() {
    states.add(last());
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

  /** The state that was the last one done at a moment. */
  synchronized int at(long nanoTime) {
    int at = 0;
    for (int i = 0; i < states.size(); i++) {
      at = states.get(i).doneAt() <= nanoTime ? i : at;
    }
    return at;
  }

  /** A user's Jobs by name, as the last change left them. */
  synchronized Map<String, JobState> now(String user) {
    return last().of(user);
  }

  /** What the asked Jobs of a user were, by name; each state once. */
  synchronized List<Map<String, JobState>> of(
      String user, Predicate<JobState> asked, int from, int until) {
    return range(from, until).map(state -> those(state.of(user), asked)).distinct().toList();
  }

  /** How many of a user's Jobs the session limit counts; each number once. */
  synchronized List<Long> active(String user, int from, int until) {
    return range(from, until)
        .map(state -> state.of(user).values().stream().filter(JobState::countsAgainstLimit).count())
        .distinct()
        .toList();
  }

  /** The public part of all Jobs in the order of their names. */
  synchronized List<List<PublicSession>> everybody(int from, int until) {
    return range(from, until).map(state -> List.copyOf(state.everybody().values())).toList();
  }

  /** How many Jobs there were; each number once. */
  synchronized List<Long> totals(int from, int until) {
    return range(from, until).map(state -> (long) state.everybody().size()).distinct().toList();
  }

  private Stream<State> range(int from, int until) {
    return states.subList(from, until).stream();
  }

  private static Map<String, JobState> those(
      Map<String, JobState> jobs, Predicate<JobState> asked) {
    return jobs.entrySet().stream()
        .filter(job -> asked.test(job.getValue()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private State last() {
    return states.get(states.size() - 1);
  }
}
