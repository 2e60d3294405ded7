package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.List;

/** Skaha's session limit. */
final class LimitCheck {
  /** The last slot is never given away by a summary: sessions may be created meanwhile. */
  private static final long MARGIN = 2;

  private final UserSource users;
  private final JobSource jobs;
  private final Writes writes;
  private final Duration mostAge;
  private final ReaderCounts counts;

  LimitCheck(
      UserSource users, JobSource jobs, Writes writes, Duration mostAge, ReaderCounts counts) {
    this.users = users;
    this.jobs = jobs;
    this.writes = writes;
    this.mostAge = mostAge;
    this.counts = counts;
  }

  LimitVerdict check(String username, int max) {
    JobQuery query = new JobQuery(JobQuery.labelValue("username", username), null, true);
    String write = writes.of(username);
    UserReading reading = users.read(username, UserSource.Rows.OF_SLICE_ZERO);
    FallbackReason objection = objection(reading, write, max);
    if (objection == null) {
      return verdict(username, reading.active(), max, Origin.SUMMARY);
    }
    counts.fallback(objection);
    boolean confirm = objection == FallbackReason.LIMIT_CLOSE;
    Answer<List<Session>> listed =
        jobs.list(query, write, found -> !confirm && active(found) <= max - MARGIN);
    return verdict(username, active(listed.value()), max, Origin.LIST);
  }

  private FallbackReason objection(UserReading reading, String write, int max) {
    if (reading.objection() != null) {
      return reading.objection();
    }
    if (reading.active() == null) {
      return FallbackReason.MALFORMED;
    }
    if (!reading.includes(write)) {
      return FallbackReason.WRITE_NOT_INCLUDED;
    }
    if (reading.throughAge() == null || reading.throughAge().compareTo(mostAge) > 0) {
      return FallbackReason.LIMIT_TOO_OLD;
    }
    return reading.active() <= max - MARGIN ? null : FallbackReason.LIMIT_CLOSE;
  }

  private LimitVerdict verdict(String username, long active, int max, Origin origin) {
    counts.answered(new Answer<>(active, origin, Versions.UNKNOWN, Duration.ZERO));
    return new LimitVerdict(username, active, max, origin);
  }

  private static long active(List<Session> sessions) {
    return sessions.stream().filter(Session::countsAgainstLimit).count();
  }
}
