package org.opencadc.sessionindex.reader;

import java.util.List;
import java.util.Optional;

/**
 * Users' summaries as they were read, for as long as the platform's does not say that they were
 * written since. It claims nothing of a user whose write it does not name, so what it says of all
 * users is true of a copy, too. Bounded, the least used go first; thread-safe.
 */
final class UserCopies {
  private final BoundedRows<Key, UserReading> copies;
  private UserWrites known;

  /** Whose, and which of his rows. */
  record Key(String username, UserSource.Rows rows) {}

  UserCopies(int mostRows) {
    this.copies = new BoundedRows<>(mostRows, copy -> copy.rows().size());
  }

  /**
   * A copy that is right as of a platform's summary.
   *
   * @param writes what that one says; null when it says nothing
   */
  synchronized Optional<UserReading> get(Key key, UserWrites writes) {
    // of a request that holds an older one than others: no reason to forget what they know
    if (writes != null && known != null && writes.isBefore(known)) {
      return Optional.empty();
    }
    follow(writes);
    return Optional.ofNullable(copies.get(key));
  }

  /**
   * Keeps a reading.
   *
   * @param writes what the platform's summary said that was read before it; if more is known by
   *     now, the reading may be older than that
   */
  synchronized void put(Key key, UserReading reading, UserWrites writes) {
    if (writes != null && writes.is(known)) {
      copies.put(key, reading);
    }
  }

  private void follow(UserWrites writes) {
    if (writes != null && writes.is(known)) {
      return;
    }
    Optional<List<String>> written =
        writes == null || known == null ? Optional.empty() : writes.since(known);
    written.ifPresentOrElse(users -> users.forEach(this::remove), copies::clear);
    known = writes;
  }

  private void remove(String username) {
    for (UserSource.Rows rows : UserSource.Rows.values()) {
      copies.remove(new Key(username, rows));
    }
  }
}
