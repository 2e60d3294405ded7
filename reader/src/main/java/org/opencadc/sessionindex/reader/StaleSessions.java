package org.opencadc.sessionindex.reader;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The last trusted rows of users, all of them and all but the headless ones. Thread-safe. */
final class StaleSessions {
  private final LastGood<Key, Session> lastGood;

  /** Whose rows, and whether the headless ones are left out. */
  private record Key(String username, boolean interactive) {}

  StaleSessions(LongSupplier nanoTime, ReaderSettings settings) {
    this.lastGood = new LastGood<>(nanoTime, settings.staleFor(), settings.staleRows());
  }

  /**
   * Keeps rows.
   *
   * @param query of all sessions of a user, or of the interactive ones
   * @param rows what it finds in the reading
   */
  void put(JobQuery query, List<Session> rows, UserReading reading) {
    Key key = new Key(query.username(), query.interactive());
    lastGood.put(key, rows, reading.versions(), reading.readAt());
  }

  /**
   * The newest rows that have all that is asked for.
   *
   * @param query as it was kept
   * @param write a version they must include; null for none
   */
  Optional<Answer<List<Session>>> rows(JobQuery query, String write) {
    return query.interactive()
        ? newestFirst(query.username(), write).findFirst().map(rows -> those(rows, query::matches))
        : lastGood.get(new Key(query.username(), false), write);
  }

  /**
   * Sessions of a user, from the newest rows that have any that is wanted.
   *
   * @param write as for all rows
   */
  Optional<Answer<List<Session>>> any(String username, String write, Predicate<Session> wanted) {
    return newestFirst(username, write)
        .map(rows -> those(rows, wanted))
        .filter(rows -> !rows.value().isEmpty())
        .findFirst();
  }

  private Stream<Answer<List<Session>>> newestFirst(String username, String write) {
    return Stream.of(false, true)
        .flatMap(interactive -> lastGood.get(new Key(username, interactive), write).stream())
        .sorted(Comparator.comparing(Answer::age));
  }

  private static Answer<List<Session>> those(
      Answer<List<Session>> answer, Predicate<Session> wanted) {
    return answer.map(rows -> rows.stream().filter(wanted).toList());
  }
}
