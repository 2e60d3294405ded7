package org.opencadc.sessionindex.reader;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares a LIST with a summary of the same moment, in all that a LIST of Jobs knows. */
final class SessionDifferences {
  private SessionDifferences() {}

  /**
   * In what they differ.
   *
   * @param all whether the LIST finds all sessions of the index that it asks for; else those that
   *     it does not have may be of the other label generation
   */
  static Set<ShadowDifference> of(ListedSessions list, UserReading reading, boolean all) {
    Set<ShadowDifference> differences = EnumSet.noneOf(ShadowDifference.class);
    Map<String, Session> rows = new HashMap<>();
    reading.rows().stream()
        .filter(list.query()::matches)
        .forEach(row -> rows.put(row.jobName(), row));
    for (Session listed : list.sessions()) {
      Session row = rows.remove(listed.jobName());
      if (row == null) {
        differences.add(ShadowDifference.MISSING);
      } else {
        differences.addAll(between(listed, row));
      }
    }
    if (all && !rows.isEmpty()) {
      differences.add(ShadowDifference.SURPLUS);
    }
    // a LIST of one generation has not all that is counted, but the summary's own rows have
    if (!sameCounts(all ? list.sessions() : reading.rows(), list.query().interactive(), reading)) {
      differences.add(ShadowDifference.COUNTS);
    }
    return differences;
  }

  private static boolean sameCounts(
      List<Session> counted, boolean interactive, UserReading reading) {
    SessionCounts counts = reading.figures().sessions();
    Long total = counts == null || interactive ? null : counts.total();
    long active = counted.stream().filter(Session::countsAgainstLimit).count();
    return (total == null || total == counted.size())
        && (reading.active() == null || reading.active() == active);
  }

  private static Set<ShadowDifference> between(Session listed, Session row) {
    Set<ShadowDifference> differences = EnumSet.noneOf(ShadowDifference.class);
    for (ShadowDifference kind : ShadowDifference.values()) {
      if (!fields(kind, listed).equals(fields(kind, row))) {
        differences.add(kind);
      }
    }
    return differences;
  }

  private static List<Object> fields(ShadowDifference kind, Session session) {
    return switch (kind) {
      case IDENTITY -> Arrays.asList(session.id(), session.kind(), session.name(), session.appId());
      case STATUS -> Arrays.asList(session.status(), session.suspended(), session.active());
      case TIMES ->
          Arrays.asList(
              instant(session.creationTime()),
              instant(session.startTime()),
              instant(session.completionTime()),
              session.activeDeadlineSeconds());
      case TEMPLATE ->
          Arrays.asList(
              session.image(),
              session.runAsUser(),
              session.runAsGroup(),
              session.supplementalGroups());
      case RESOURCES ->
          Arrays.asList(session.fixed(), session.flavor(), session.requests(), session.limits());
      case LABELS -> Arrays.asList(session.queue(), session.community(), session.project());
      case MISSING, SURPLUS, COUNTS -> Arrays.asList();
    };
  }

  private static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
