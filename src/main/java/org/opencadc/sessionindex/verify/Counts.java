package org.opencadc.sessionindex.verify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.opencadc.sessionindex.api.Sessions;

/** Counts over a list of sessions; maps by label value, all keys, without any _other. */
record Counts(List<Session> sessions) {

  Sessions ofPlatform() {
    return counted(
        by(session -> session.labels().community()),
        by(session -> session.labels().project()),
        users(session -> true),
        users(Session::active));
  }

  Sessions ofUser() {
    return counted(null, null, null, null);
  }

  private Sessions counted(
      Map<String, Long> byCommunity, Map<String, Long> byProject, Long users, Long activeUsers) {
    return new Sessions(
        (long) sessions.size(),
        count(session -> session.is("Running")),
        count(session -> session.is("Pending")),
        count(session -> session.is("Completed")),
        count(session -> session.is("Failed")),
        count(session -> session.is("Terminating")),
        count(Session::suspended),
        active(Session::interactive),
        active(Session::headless),
        active(Session::desktopApp),
        by(session -> session.labels().kind()),
        byCommunity,
        byProject,
        by(session -> session.labels().flavor()),
        by(Session::queue),
        users,
        activeUsers);
  }

  private Sessions.ActiveCounts active(Predicate<Session> group) {
    return new Sessions.ActiveCounts(
        count(group.and(Session::active)),
        count(group.and(session -> session.is("Running"))),
        count(group.and(session -> session.is("Pending"))));
  }

  long count(Predicate<Session> which) {
    return sessions.stream().filter(which).count();
  }

  private long users(Predicate<Session> which) {
    return sessions.stream()
        .filter(which)
        .map(session -> session.labels().username())
        .distinct()
        .count();
  }

  private Map<String, Long> by(Function<Session, String> label) {
    return sessions.stream()
        .filter(session -> label.apply(session) != null)
        .collect(Collectors.groupingBy(label, TreeMap::new, Collectors.counting()));
  }
}
