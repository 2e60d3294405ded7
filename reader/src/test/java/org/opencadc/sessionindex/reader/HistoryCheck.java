package org.opencadc.sessionindex.reader;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Compares answers with the history of all Jobs. What is trusted is a state that they were in at
 * the version that it claims, or later, up to a state that came after the answer.
 */
final class HistoryCheck {
  /** What a limit must leave for a summary to be enough. */
  private static final long MARGIN = 2;

  private final JobHistory history;
  private final Findings findings;

  HistoryCheck(JobHistory history, Findings findings) {
    this.history = history;
    this.findings = findings;
  }

  /** Rows of one moment. */
  void rows(String user, Predicate<JobState> asked, Answer<List<Session>> answer, int until) {
    List<Map<String, JobState>> states = since(user, asked, answer, until);
    Map<String, JobState> given = byName(answer.value());
    if (answer.trusted() && !states.contains(given)) {
      findings.wrong(user + " " + from(answer) + ": " + given + " is none of " + states);
    }
  }

  /** Rows of different moments, as slices may be: each row was right since the claimed version. */
  void eachRow(String user, Predicate<JobState> asked, Answer<List<Session>> answer, int until) {
    if (!answer.trusted()) {
      return;
    }
    List<Map<String, JobState>> states = since(user, asked, answer, until);
    Map<String, JobState> given = byName(answer.value());
    given.forEach(
        (name, row) -> {
          if (states.stream().noneMatch(state -> row.equals(state.get(name)))) {
            findings.wrong(name + " was not " + row + " since " + from(answer));
          }
        });
    for (String name : states.get(0).keySet()) {
      if (!given.containsKey(name) && states.stream().allMatch(s -> s.containsKey(name))) {
        findings.wrong(name + " is missing " + from(answer));
      }
    }
  }

  /**
   * One session. That it is not there is right only if it was missing at a moment after it was
   * asked for, whatever the answer claims.
   *
   * @param askedAt the last state before the question
   */
  void one(String user, String name, int askedAt, Answer<Optional<Session>> answer, int until) {
    if (answer.value().isEmpty()) {
      if (history.of(user, job -> true, askedAt, until).stream()
          .allMatch(state -> state.containsKey(name))) {
        findings.wrong(user + "'s " + name + " is not found " + from(answer));
      }
      return;
    }
    Session found = answer.value().orElseThrow();
    boolean was =
        found.jobName().equals(name)
            && since(user, job -> true, answer, until).stream()
                .anyMatch(state -> JobState.of(found).equals(state.get(name)));
    if (answer.trusted() && !was) {
      findings.wrong(user + "'s " + name + " was not " + JobState.of(found) + " " + from(answer));
    }
  }

  /** A user's counts, of one moment: slice 0 has those of all rows. */
  void figures(String user, Answer<UserFigures> answer, int until) {
    SessionCounts counts = answer.value().sessions();
    boolean was =
        since(user, job -> true, answer, until).stream()
            .map(state -> List.copyOf(state.values()))
            .anyMatch(
                jobs ->
                    counts.total() == jobs.size()
                        && counts.running() == count(jobs, job -> job.status().equals("Running"))
                        && counts.interactive().active()
                            == count(jobs, JobState::countsAgainstLimit));
    if (answer.trusted() && !was) {
      findings.wrong("figures of " + user + " " + from(answer) + " never were " + counts);
    }
  }

  private static long count(List<JobState> jobs, Predicate<JobState> which) {
    return jobs.stream().filter(which).count();
  }

  /** The public part of all sessions, of one moment and in order. */
  void everybody(Answer<List<PublicSession>> answer, int until) {
    int from = history.from(answer.versions().jobs());
    if (answer.trusted() && !history.everybody(from, until).contains(answer.value())) {
      findings.wrong("everybody " + from(answer) + " never was " + answer.value());
    }
  }

  /** How many sessions there are. */
  void total(Answer<Long> answer, int until) {
    List<Long> totals = history.totals(history.from(answer.versions().jobs()), until);
    if (answer.trusted() && !totals.contains(answer.value())) {
      findings.wrong(answer.value() + " in all " + from(answer) + " is none of " + totals);
    }
  }

  /**
   * A verdict on the limit. The last slot and a refusal are of a moment during the check; what
   * leaves more room has at least what was told to the reader that answers.
   *
   * @param told version of the last write that it was told of
   * @param askedAt the last state before the question
   */
  void limit(LimitVerdict verdict, String told, int askedAt, int until) {
    boolean close = verdict.active() > verdict.max() - MARGIN;
    int from = close ? askedAt : history.from(told);
    List<Long> counts = history.active(verdict.username(), from, until);
    if (!counts.contains(verdict.active())) {
      findings.wrong(verdict + " is none of " + counts);
    }
  }

  private List<Map<String, JobState>> since(
      String user, Predicate<JobState> asked, Answer<?> answer, int until) {
    return history.of(user, asked, history.from(answer.versions().jobs()), until);
  }

  private static String from(Answer<?> answer) {
    return "from " + answer.origin() + " at " + answer.versions();
  }

  static Map<String, JobState> byName(List<Session> sessions) {
    Map<String, JobState> byName = new HashMap<>();
    sessions.forEach(session -> byName.put(session.jobName(), JobState.of(session)));
    return byName;
  }
}
