package org.opencadc.sessionindex.scale.portal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opencadc.sessionindex.api.SessionSummaryStatus.UserWrites;

/**
 * What was read of users, until the platform's summary says that it was written again, as the
 * reader keeps it.
 */
final class KeptCards {
  private final Map<String, List<Card>> cards = new HashMap<>();
  private UserWrites known;

  /** What was read of a user and is still right; null when there is nothing. */
  synchronized List<Card> of(String user, UserWrites writes) {
    if (!writes.equals(known)) {
      long count = known == null ? 0 : writes.count() - known.count();
      boolean named =
          known != null
              && writes.epoch().equals(known.epoch())
              && count >= 0
              && count <= writes.latest().size();
      if (named) {
        writes.latest().subList(0, (int) count).forEach(cards::remove);
      } else {
        cards.clear();
      }
      known = writes;
    }
    return cards.get(user);
  }

  /** Keeps what was read after the platform's summary that said this. */
  synchronized void keep(String user, List<Card> read, UserWrites writes) {
    if (writes.equals(known)) {
      cards.put(user, read);
    }
  }
}
