package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Asks a reader one thing after the other, at random, and has every answer checked. */
final class RandomQuestions {
  private final SessionIndexReader reader;
  private final List<String> users;
  private final String bulk;
  private final JobHistory history;
  private final HistoryCheck check;
  private final MissingChanges missing;
  private final Findings findings;
  private final Random random;

  /**
   * Questions about some users.
   *
   * @param users all of them
   * @param bulk the one whose rows fill several slices
   */
  RandomQuestions(
      SessionIndexReader reader,
      List<String> users,
      String bulk,
      JobHistory history,
      MissingChanges missing,
      Findings findings,
      int seed) {
    this.reader = reader;
    this.users = users;
    this.bulk = bulk;
    this.history = history;
    this.check = new HistoryCheck(history, findings);
    this.missing = missing;
    this.findings = findings;
    this.random = new Random(seed);
  }

  /** One question. */
  void ask() throws InterruptedException {
    String user = anyOf(users);
    switch (random.nextInt(9)) {
      case 0 -> total();
      case 1 -> everybody();
      case 2, 3 -> one(user);
      case 4 -> interactive(user);
      case 5 -> figures(user);
      case 6 -> sessions(user, Purpose.DECIDE);
      default -> sessions(user, Purpose.SHOW);
    }
    Thread.sleep(random.nextInt(60));
  }

  private void sessions(String user, Purpose purpose) throws InterruptedException {
    Answer<List<Session>> answer = reader.sessions(user, purpose);
    long answeredAt = System.nanoTime();
    int until = history.settled();
    findings.count("sessions", answer.origin());
    boolean summary = answer.origin() == Origin.SUMMARY;
    if (summary && purpose == Purpose.SHOW) {
      findings.count("shown");
    }
    if (summary && user.equals(bulk)) {
      findings.count("sliced");
      check.eachRow(user, job -> true, answer, until);
    } else {
      check.rows(user, job -> true, answer, until);
    }
    if (summary && !user.equals(bulk)) {
      missing.in(user, answer.value(), answeredAt, until);
    }
  }

  /** Mostly of slice 0 alone, but an answer does not say so. */
  private void interactive(String user) throws InterruptedException {
    Answer<List<Session>> answer = reader.interactiveSessions(user, anyPurpose());
    int until = history.settled();
    findings.count("interactive", answer.origin());
    if (user.equals(bulk) && answer.origin() == Origin.SUMMARY) {
      check.eachRow(user, JobState::interactive, answer, until);
    } else {
      check.rows(user, JobState::interactive, answer, until);
    }
  }

  private void figures(String user) throws InterruptedException {
    Optional<Answer<UserFigures>> answer = reader.user(user, anyPurpose());
    int until = history.settled();
    answer.ifPresent(
        given -> {
          findings.count("figures", given.origin());
          check.figures(user, given, until);
        });
  }

  /** A session or an app that is there, or was some seconds ago. */
  private void one(String user) throws InterruptedException {
    int askedAt = history.at(System.nanoTime());
    int some = history.at(System.nanoTime() - Duration.ofSeconds(random.nextInt(5)).toNanos());
    Map<String, JobState> jobs = history.of(user, job -> true, some, some + 1).get(0);
    if (jobs.isEmpty()) {
      return;
    }
    String name = anyOf(List.copyOf(jobs.keySet()));
    boolean app = jobs.get(name).desktopApp();
    boolean all = random.nextInt(3) == 0;
    Answer<Optional<Session>> answer =
        all
            ? reader.jobs(user, name, anyPurpose()).map(found -> found.stream().findFirst())
            : app
                ? reader.desktopApp(user, name, name, anyPurpose())
                : reader.session(user, name, anyPurpose());
    int until = history.settled();
    findings.count(all ? "jobs" : app ? "app" : "session", answer.origin());
    check.one(user, name, askedAt, answer, until);
  }

  private void everybody() throws InterruptedException {
    Answer<List<PublicSession>> answer = reader.everybody();
    int until = history.settled();
    findings.count("everybody", answer.origin());
    check.everybody(answer, until);
  }

  private void total() throws InterruptedException {
    Optional<Answer<PlatformFigures>> answer = reader.platform(Purpose.DECIDE);
    int until = history.settled();
    answer.ifPresent(
        figures -> {
          findings.count("total", figures.origin());
          check.total(figures.map(given -> given.sessions().total()), until);
        });
  }

  private Purpose anyPurpose() {
    return anyOf(List.of(Purpose.values()));
  }

  private <T> T anyOf(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
