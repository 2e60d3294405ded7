package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.List;

/**
 * One reading of a user's summary.
 *
 * @param objection why it is not to be relied on; null when it is
 * @param figures null with an objection
 * @param rows sessions by Job name, as many as were wanted; null with an objection
 * @param allInteractive whether rows are known to have all sessions but headless ones
 * @param versions the effective versions; null with an objection
 * @param computed of the newest object that was read; null without a summary and with an objection
 * @param throughAge how old publishedThrough is at most; null with an objection
 * @param readAt monotonic time of the request whose answer proves it; 0 with an objection
 */
record UserReading(
    FallbackReason objection,
    UserFigures figures,
    List<Session> rows,
    boolean allInteractive,
    Versions versions,
    Computed computed,
    Duration throughAge,
    long readAt) {

  static UserReading objection(FallbackReason objection) {
    return new UserReading(objection, null, null, false, null, null, null, 0);
  }

  /** What the session limit counts; null when not published. */
  Long active() {
    SessionCounts counts = figures.sessions();
    return counts == null || counts.interactive() == null ? null : counts.interactive().active();
  }

  /**
   * Whether it reflects a write.
   *
   * @param jobVersion null for none
   */
  boolean includes(String jobVersion) {
    return jobVersion == null || versions.include(jobVersion);
  }

  /**
   * The same summary, not written since, as of a later platform's summary.
   *
   * @param now monotonic time
   */
  UserReading asOf(PlatformReading platform, long now) {
    return new UserReading(
        objection,
        figures,
        rows,
        allInteractive,
        versions.max(platform.versions()),
        computed,
        platform.throughAge(now),
        platform.sentAt());
  }
}
