package org.opencadc.sessionindex.scale.portal;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Users whose pages poll: each the next time 5 to 10 s after the last, as planned beforehand. When
 * an answer takes longer than that, the polls meanwhile are left out, as a browser does it.
 */
final class Polling {
  private static final long SHORTEST_MILLIS = 5_000;
  private static final int MORE_MILLIS = 5_000;
  private static final int THREADS = 16;
  private static final long LAST_ANSWER_SECONDS = 60;

  private final Answers answers;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
  private final Tally tally = new Tally();
  private final long endNanos;

  /**
   * Polls of a time that begins now.
   *
   * @param seconds after which no poll falls due any more
   */
  Polling(Answers answers, int seconds) {
    this.answers = answers;
    this.endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  /**
   * Polls until the time is over and every answer is there.
   *
   * @param seed the same one plans the same polls
   */
  Tally.Result run(List<String> users, long seed) throws InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; i < users.size(); i++) {
      Random random = new Random(seed + i);
      long first = start + TimeUnit.MILLISECONDS.toNanos(random.nextInt(2 * MORE_MILLIS));
      schedule(new User(users.get(i), random, first));
    }
    TimeUnit.NANOSECONDS.sleep(endNanos - System.nanoTime());
    threads.shutdown();
    if (!threads.awaitTermination(LAST_ANSWER_SECONDS, TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
    return tally.result();
  }

  /** A user and when his page polls next. */
  private record User(String name, Random random, long dueNanos) {
    User next() {
      long pause = SHORTEST_MILLIS + random.nextInt(MORE_MILLIS);
      return new User(name, random, dueNanos + TimeUnit.MILLISECONDS.toNanos(pause));
    }
  }

  private void schedule(User user) {
    if (user.dueNanos() < endNanos) {
      tally.due(1);
      var unused =
          threads.schedule(
              () -> poll(user), user.dueNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }

  private void poll(User user) {
    try {
      int made = answers.answer(View.any(user.random()), user.name());
      tally.answered((System.nanoTime() - user.dueNanos()) / 1e6, made);
    } catch (Exception e) {
      tally.failed(e);
    }
    User next = user.next();
    while (next.dueNanos() < System.nanoTime() && next.dueNanos() < endNanos) {
      tally.due(1);
      next = next.next();
    }
    if (!threads.isShutdown()) {
      schedule(next);
    }
  }
}
