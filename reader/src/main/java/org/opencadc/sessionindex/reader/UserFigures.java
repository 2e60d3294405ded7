package org.opencadc.sessionindex.reader;

import java.util.Map;

/**
 * A user's figures. What is null is not published: unknown, never zero.
 *
 * @param sessions counts of sessions; users and activeUsers are null in them
 * @param allocated requests of the app containers of Running pods of the user's Jobs
 * @param pending scheduler's demand of their pods that are not bound yet
 * @param queued scheduler's demand of the user's suspended Jobs
 * @param fixed what active interactive sessions with fixed resources hold
 * @param flexible what the other active interactive sessions hold
 */
public record UserFigures(
    SessionCounts sessions,
    Amounts allocated,
    Amounts pending,
    Amounts queued,
    Quota fixed,
    Quota flexible) {

  /** Of a user without a summary: it is there as long as the user has a session. */
  static final UserFigures NO_SESSIONS = noSessions();

  /**
   * What sessions hold. An amount of zero is null here: no limit is not a limit of zero.
   *
   * @param sessions active ones that are neither headless nor desktop apps, each session id once
   * @param requests of the app containers of their pods that have not ended, bound or not; null
   *     when there are none
   * @param limits of the same containers; null when none of them has a limit
   */
  public record Quota(Long sessions, Amounts requests, Amounts limits) {}

  static UserFigures of(Members status) {
    Members sessions = status.object("sessions");
    Members resources = status.object("resources");
    Members quota = status.object("quota");
    return new UserFigures(
        sessions == null ? null : SessionCounts.of(sessions),
        SummaryRows.amounts(resources, "allocated"),
        SummaryRows.amounts(resources, "pending"),
        SummaryRows.amounts(resources, "queued"),
        quota(quota, "fixed"),
        quota(quota, "flexible"));
  }

  private static Quota quota(Members quota, String name) {
    Members held = quota == null ? null : quota.object(name);
    return held == null
        ? null
        : new Quota(
            held.number("sessions"),
            SummaryRows.amounts(held, "requests"),
            SummaryRows.amounts(held, "limits"));
  }

  private static UserFigures noSessions() {
    SessionCounts.Active inactive = new SessionCounts.Active(0L, 0L, 0L);
    Amounts nothing = new Amounts("0", "0", Map.of());
    Quota unused = new Quota(0L, null, null);
    return new UserFigures(
        new SessionCounts(
            0L, 0L, 0L, 0L, 0L, 0L, 0L, inactive, inactive, inactive, Map.of(), null, null),
        nothing,
        nothing,
        nothing,
        unused,
        unused);
  }
}
