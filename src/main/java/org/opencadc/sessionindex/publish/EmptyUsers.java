package org.opencadc.sessionindex.publish;

import java.time.Duration;
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

  /** A user counts as empty since now, if at all. */
  void beginAgain(String user) {
    since.replace(user, ticker.getAsLong());
  }

  void forget(String user) {
    since.remove(user);
  }

  /** Whether a summary is that of a user who has had no session for a while. */
  boolean outlasts(PublishedSummary summary, Duration grace) {
    String user = summary.spec().username();
    return user != null && summary.spec().slice() == 0 && emptyFor(user, grace);
  }

  private boolean emptyFor(String user, Duration grace) {
    Long begun = since.get(user);
    return begun != null && ticker.getAsLong() - begun > grace.toNanos() && isEmpty(user);
  }
}
