package org.opencadc.sessionindex.publish;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.opencadc.sessionindex.api.SessionSummaryStatus.UserWrites;

/**
 * Whose summaries were written lately, for readers that keep them. A write is told before its user
 * counts as published: what is claimed of all users never includes one that is not told. Until then
 * a reader does better with what it has, which belongs together. Thread-safe.
 */
final class WrittenUsers {
  private static final int MOST = 128;

  private final String epoch = UUID.randomUUID().toString();
  private final Deque<String> latest = new ArrayDeque<>();
  private final Set<String> touched = new HashSet<>();
  private long count;

  /** An object of a user was written; or may have been, as a write failed or had no answer. */
  synchronized void touched(String user) {
    touched.add(user);
  }

  /** All objects of a user are equal to the ledger. */
  synchronized void finished(String user) {
    if (touched.remove(user)) {
      count++;
      latest.addFirst(user);
      if (latest.size() > MOST) {
        latest.removeLast();
      }
    }
  }

  /** How many writes were told. */
  synchronized long count() {
    return count;
  }

  /** What the platform's summary says of them. */
  synchronized UserWrites told() {
    return new UserWrites(epoch, count, List.copyOf(latest));
  }
}
