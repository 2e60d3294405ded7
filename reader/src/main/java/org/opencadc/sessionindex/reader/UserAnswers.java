package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers about users: from the summary, from what was last good, from a LIST. */
final class UserAnswers {
  private final UserSource users;
  private final JobSource jobs;
  private final Writes writes;
  private final StaleSessions lastGood;
  private final LastGood<String, UserFigures> lastFigures;
  private final ReaderCounts counts;

  UserAnswers(
      UserSource users,
      JobSource jobs,
      Writes writes,
      StaleSessions lastGood,
      LastGood<String, UserFigures> lastFigures,
      ReaderCounts counts) {
    this.users = users;
    this.jobs = jobs;
    this.writes = writes;
    this.lastGood = lastGood;
    this.lastFigures = lastFigures;
    this.counts = counts;
  }

  Answer<List<Session>> rows(String username, boolean interactive, Purpose purpose) {
    JobQuery query = new JobQuery(JobQuery.labelValue("username", username), null, interactive);
    String write = writes.of(username);
    UserSource.Rows wanted = interactive ? UserSource.Rows.INTERACTIVE : UserSource.Rows.ALL;
    UserReading reading = read(username, wanted, purpose, copy -> copy.includes(write));
    FallbackReason objection = objection(reading, write);
    if (objection == null) {
      List<Session> rows = reading.rows().stream().filter(query::matches).toList();
      lastGood.put(query, rows, reading);
      return counts.answered(new Answer<>(rows, Origin.SUMMARY, reading.versions(), Duration.ZERO));
    }
    counts.fallback(objection);
    Optional<Answer<List<Session>>> stale =
        purpose == Purpose.SHOW && objection.untrusted()
            ? lastGood.rows(query, write)
            : Optional.empty();
    return counts.answered(stale.orElseGet(() -> jobs.list(query, write, found -> true)));
  }

  /** The first that is wanted; when slice 0 has none, it is looked up. */
  Answer<Optional<Session>> one(JobQuery query, Predicate<Session> wanted, Purpose purpose) {
    return found(query, wanted, reading -> true, purpose).map(found -> found.stream().findFirst());
  }

  /**
   * All that are wanted of a session and its apps; when slice 0 has none, or perhaps not all of
   * them, they are looked up: that is less than to read the other slices.
   */
  Answer<List<Session>> all(JobQuery query, Predicate<Session> wanted, Purpose purpose) {
    return found(query, wanted, UserReading::allInteractive, purpose);
  }

  private Answer<List<Session>> found(
      JobQuery query, Predicate<Session> wanted, Predicate<UserReading> hasAll, Purpose purpose) {
    String write = writes.of(query.username());
    UserReading reading =
        read(
            query.username(),
            UserSource.Rows.OF_SLICE_ZERO,
            purpose,
            copy -> copy.includes(write) && any(copy.rows(), wanted) && hasAll.test(copy));
    FallbackReason objection = objection(reading, write);
    if (objection == null) {
      List<Session> found = those(reading.rows(), wanted);
      if (!found.isEmpty() && hasAll.test(reading)) {
        return counts.answered(
            new Answer<>(found, Origin.SUMMARY, reading.versions(), Duration.ZERO));
      }
      objection = found.isEmpty() ? FallbackReason.ID_NOT_FOUND : FallbackReason.TRUNCATED;
    }
    counts.fallback(objection);
    Optional<Answer<List<Session>>> stale =
        purpose == Purpose.SHOW && objection.untrusted()
            ? lastGood.any(query.username(), write, wanted)
            : Optional.empty();
    return counts.answered(stale.orElseGet(() -> listed(query, write, wanted)));
  }

  /** The Pod of the first that is wanted and has one; empty when that is not known. */
  Optional<Answer<String>> pod(String username, Predicate<Session> wanted) {
    UserReading reading = users.read(username, UserSource.Rows.OF_SLICE_ZERO);
    FallbackReason objection = objection(reading, writes.of(username));
    Optional<String> pod =
        objection == null
            ? reading.rows().stream()
                .filter(wanted)
                .map(Session::podName)
                .filter(Objects::nonNull)
                .findFirst()
            : Optional.empty();
    if (pod.isEmpty()) {
      counts.fallback(objection == null ? FallbackReason.ID_NOT_FOUND : objection);
    }
    return pod.map(
        name ->
            counts.answered(new Answer<>(name, Origin.SUMMARY, reading.versions(), Duration.ZERO)));
  }

  /** The figures of a user; empty when they are not to be relied on. */
  Optional<Answer<UserFigures>> figures(String username, Purpose purpose) {
    String write = writes.of(username);
    UserReading reading =
        read(username, UserSource.Rows.OF_SLICE_ZERO, purpose, copy -> copy.includes(write));
    FallbackReason objection = objection(reading, write);
    if (objection == null) {
      lastFigures.put(username, List.of(reading.figures()), reading.versions(), reading.readAt());
      return Optional.of(
          counts.answered(
              new Answer<>(reading.figures(), Origin.SUMMARY, reading.versions(), Duration.ZERO)));
    }
    counts.fallback(objection);
    return purpose == Purpose.SHOW && objection.untrusted()
        ? lastFigures
            .get(username, write)
            .map(stale -> counts.answered(stale.map(figures -> figures.get(0))))
        : Optional.empty();
  }

  /** Only what is shown may be a copy, and only one that is enough. */
  private UserReading read(
      String username, UserSource.Rows rows, Purpose purpose, Predicate<UserReading> enough) {
    return purpose == Purpose.SHOW
        ? users.kept(username, rows, enough)
        : users.read(username, rows);
  }

  Answer<Optional<Session>> ofAnybody(String id) {
    counts.fallback(FallbackReason.ID_WITHOUT_USER);
    return counts.answered(
        listed(new JobQuery(null, id, false), null, session -> !session.desktopApp())
            .map(found -> found.stream().findFirst()));
  }

  /** What a kept LIST does not have may have been created since. */
  private Answer<List<Session>> listed(JobQuery query, String write, Predicate<Session> wanted) {
    return jobs.list(query, write, found -> any(found, wanted)).map(found -> those(found, wanted));
  }

  private static FallbackReason objection(UserReading reading, String write) {
    if (reading.objection() != null) {
      return reading.objection();
    }
    return reading.includes(write) ? null : FallbackReason.WRITE_NOT_INCLUDED;
  }

  private static boolean any(List<Session> sessions, Predicate<Session> wanted) {
    return sessions.stream().anyMatch(wanted);
  }

  private static List<Session> those(List<Session> sessions, Predicate<Session> wanted) {
    return sessions.stream().filter(wanted).toList();
  }
}
