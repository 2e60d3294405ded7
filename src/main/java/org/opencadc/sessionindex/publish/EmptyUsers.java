package org.opencadc.sessionindex.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.opencadc.sessionindex.ledger.Ledger;

/** Which users have no session, and since when. Thread-safe. */
final class EmptyUsers {
  private final Ledger ledger;
  private final LongSupplier ticker;
  private final Map<String, Long> since = new ConcurrentHashMap<>();

  EmptyUsers(Ledger ledger, LongSupplier ticker) {
    this.ledger = ledger;
    this.ticker = ticker;
  }

  boolean isEmpty(String user) {
    return ledger.user(user).sessions().isEmpty();
  }

  /** The summary of a user was compared or written. */
  void track(String user) {
    if (isEmpty(user)) {
      since.putIfAbsent(user, ticker.getAsLong());
    } else {
      since.remove(user);
    }
  }

  void forget(String user) {
    since.remove(user);
  }

  /** Summaries of users who have had no session for a while. */
  List<PublishedSummary> among(Iterable<PublishedSummary> existing, Duration grace) {
    List<PublishedSummary> empty = new ArrayList<>();
    for (PublishedSummary summary : existing) {
      String user = summary.spec().username();
      if (user != null && summary.spec().slice() == 0 && emptyFor(user, grace)) {
        empty.add(summary);
      }
    }
    return empty;
  }

  private boolean emptyFor(String user, Duration grace) {
    Long begun = since.get(user);
    return begun != null && ticker.getAsLong() - begun > grace.toNanos() && isEmpty(user);
  }
}
