package org.opencadc.sessionindex.scale;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The Jobs that the rig may change, by user; thread-safe. A Job is changed by one at a time. */
final class Roster {
  private static final int KEPT = 50;

  private final Map<String, List<Taken>> free = new LinkedHashMap<>();
  private final List<String> users = new ArrayList<>();
  private final Deque<Taken> started = new ArrayDeque<>();

  /** Adds a Job that may be changed. */
  synchronized void add(Taken job) {
    List<Taken> jobs = free.get(job.user());
    if (jobs == null) {
      jobs = new ArrayList<>();
      free.put(job.user(), jobs);
      users.add(job.user());
    }
    jobs.add(job);
  }

  /** Takes a Job of any user, each user as likely as another; null when his are all taken. */
  synchronized Taken take(Random random) {
    String user = users.get(random.nextInt(users.size()));
    List<Taken> jobs = free.get(user);
    if (jobs.isEmpty()) {
      return null;
    }
    // the last one takes the place of the one that goes, so that nothing is moved
    int chosen = random.nextInt(jobs.size());
    Taken job = jobs.get(chosen);
    jobs.set(chosen, jobs.get(jobs.size() - 1));
    jobs.remove(jobs.size() - 1);
    return job;
  }

  /** How many users there are. */
  synchronized int users() {
    return users.size();
  }

  /** Adds a Job that the rig started and may end again. */
  synchronized void started(Taken job) {
    started.add(job);
  }

  /**
   * Takes the Job that was started first; null while there are few, as one that ends at once is
   * never seen.
   */
  synchronized Taken oldestStarted() {
    return started.size() > KEPT ? started.remove() : null;
  }

  /**
   * A Job that nobody else changes until it is added again.
   *
   * @param project its label as the rig set it; empty before
   */
  record Taken(String user, String job, String project) {}
}
